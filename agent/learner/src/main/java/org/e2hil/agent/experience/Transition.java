package org.e2hil.agent.experience;

import org.apiguardian.api.API;

/**
 * One control period as the learner keeps it. The observation that followed is stored with it,
 * never looked up in a neighbouring row. Immutable: the caller must not change the arrays any more.
 */
@API(status = API.Status.INTERNAL)
public final class Transition {

  private final float[] observation;
  private final float[] nextObservation;
  private final ControlStep step;

  /**
   * A transition.
   *
   * @param observation {@code [observation]}, as the policy sees it
   * @param nextObservation {@code [observation]}, what followed
   * @param step what was done, and what came of it
   */
  public Transition(float[] observation, float[] nextObservation, ControlStep step) {
    this.observation = observation;
    this.nextObservation = nextObservation;
    this.step = step;
  }

  /** {@code [observation]}, only to be read. */
  float[] observation() {
    return observation;
  }

  /** {@code [observation]}, what followed, only to be read. */
  float[] nextObservation() {
    return nextObservation;
  }

  /** Numbers in the observation. */
  public int observationSize() {
    return observation.length;
  }

  /** What was done, and what came of it. */
  public ControlStep step() {
    return step;
  }
}
