package org.e2hil.agent.experience;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * One minibatch as flat, row-major arrays that are made once and refilled. The arrays are shared,
 * not copied: the code that fills a batch and the learner take turns on one thread.
 */
@API(status = API.Status.INTERNAL)
public final class Batch {

  private final int size;
  private final int observationSize;
  private final int actionSize;
  private final float[] observations;
  private final float[] nextObservations;
  private final float[] actions;
  private final int[] grippers;
  private final float[] rewards;
  private final float[] gripperPenalties;
  private final boolean[] terminals;
  private final int[] spans;
  private final Source[] sources;

  /**
   * @param size rows
   * @param observationSize numbers in one observation
   * @param actionSize continuous action dimensions, without the gripper
   */
  public Batch(int size, int observationSize, int actionSize) {
    this.size = size;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    observations = new float[size * observationSize];
    nextObservations = new float[size * observationSize];
    actions = new float[size * actionSize];
    grippers = new int[size];
    rewards = new float[size];
    gripperPenalties = new float[size];
    terminals = new boolean[size];
    spans = new int[size];
    Arrays.fill(spans, 1);
    sources = new Source[size];
  }

  /** Rows. */
  public int size() {
    return size;
  }

  /** Numbers in one observation. */
  public int observationSize() {
    return observationSize;
  }

  /** Continuous action dimensions. */
  public int actionSize() {
    return actionSize;
  }

  /** {@code [size, observation]}. */
  public float[] observations() {
    return observations;
  }

  /** {@code [size, observation]}: what was seen after the row's span, of the same fragment. */
  public float[] nextObservations() {
    return nextObservations;
  }

  /** {@code [size, action]}, each in [−1, 1]. */
  public float[] actions() {
    return actions;
  }

  /** {@code [size]}: 0 close, 1 stay, 2 open. */
  public int[] grippers() {
    return grippers;
  }

  /** {@code [size]}: over the row's span, each later one discounted once more. */
  public float[] rewards() {
    return rewards;
  }

  /** {@code [size]}: at most 0, for the gripper critic alone; added up like the rewards. */
  public float[] gripperPenalties() {
    return gripperPenalties;
  }

  /** {@code [size]}: true where the critic must not bootstrap. A time limit is not terminal. */
  public boolean[] terminals() {
    return terminals;
  }

  /** {@code [size]}: control periods from a row's observation to its next, at least 1. */
  public int[] spans() {
    return spans;
  }

  /** {@code [size]}: who chose the action. */
  public Source[] sources() {
    return sources;
  }
}
