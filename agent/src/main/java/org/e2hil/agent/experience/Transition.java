package org.e2hil.agent.experience;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;

/**
 * One control period as the learner keeps it. The observation that followed is stored with it,
 * never looked up in a neighbouring row. Immutable: whoever hands the arrays in gives them away.
 */
public final class Transition {

  private final float[] observation;
  private final float[] nextObservation;
  private final Action proposed;
  private final Action chosen;
  private final Action applied;
  private final Source source;
  private final double reward;
  private final Ending ending;

  /**
   * A transition.
   *
   * @param observation {@code [observation]}, as the policy sees it
   * @param nextObservation {@code [observation]}, what followed
   * @param proposed what the policy would have done
   * @param chosen what was asked for: the policy's proposal, or the hand's that took over
   * @param applied what was really asked of the robot after all limits
   * @param source who chose
   * @param reward of the judge
   * @param ending whether and why the episode ended here
   * @throws IllegalArgumentException for a fault, which must not be learned from
   */
  public Transition(
      float[] observation,
      float[] nextObservation,
      Action proposed,
      Action chosen,
      Action applied,
      Source source,
      double reward,
      Ending ending) {
    if (!ending.isLearnable()) {
      throw new IllegalArgumentException(
          "a step that ended in a fault must not be learned from: " + ending.reason());
    }
    this.observation = observation;
    this.nextObservation = nextObservation;
    this.proposed = proposed;
    this.chosen = chosen;
    this.applied = applied;
    this.source = source;
    this.reward = reward;
    this.ending = ending;
  }

  /** Copies the observation. */
  public void observationInto(float[] target, int offset) {
    System.arraycopy(observation, 0, target, offset, observation.length);
  }

  /** Copies the observation that followed. */
  public void nextObservationInto(float[] target, int offset) {
    System.arraycopy(nextObservation, 0, target, offset, nextObservation.length);
  }

  /** Numbers in the observation. */
  public int observationSize() {
    return observation.length;
  }

  /** What the policy would have done. */
  public Action proposed() {
    return proposed;
  }

  /** What was asked for. */
  public Action chosen() {
    return chosen;
  }

  /** What was really asked of the robot: the action that is learned from. */
  public Action applied() {
    return applied;
  }

  /** Who chose. */
  public Source source() {
    return source;
  }

  /** The judge's reward. */
  public double reward() {
    return reward;
  }

  /** Whether and why the episode ended here. */
  public Ending ending() {
    return ending;
  }

  /** True if the gripper was moved: what the gripper critic is charged for. */
  public boolean movesGripper() {
    return applied.gripperClass() != 1;
  }
}
