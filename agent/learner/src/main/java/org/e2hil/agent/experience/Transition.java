package org.e2hil.agent.experience;

import org.apiguardian.api.API;

/**
 * One control period as the learner keeps it. The observation that followed is stored with it,
 * never looked up in a neighbouring row. Where the policy sees pictures, an observation may be
 * there in several views ({@link org.e2hil.agent.vision.PictureViews}), the first of them as it
 * was. Immutable: the caller must not change the arrays any more.
 */
@API(status = API.Status.INTERNAL)
public final class Transition {

  private final float[][] views;
  private final float[][] nextViews;
  private final ControlStep step;

  /**
   * A transition with one view of each observation.
   *
   * @param observation {@code [observation]}, as the policy sees it
   * @param nextObservation {@code [observation]}, what followed
   * @param step what was done, and what came of it
   */
  public Transition(float[] observation, float[] nextObservation, ControlStep step) {
    this(new float[][] {observation}, new float[][] {nextObservation}, step);
  }

  /**
   * A transition.
   *
   * @param views {@code [view, observation]}, as the policy may see it
   * @param nextViews {@code [view, observation]}, what followed, in as many
   * @param step what was done, and what came of it
   */
  public Transition(float[][] views, float[][] nextViews, ControlStep step) {
    this.views = views;
    this.nextViews = nextViews;
    this.step = step;
  }

  /** {@code [view, observation]}, only to be read. */
  float[][] views() {
    return views;
  }

  /** {@code [view, observation]}, what followed, only to be read. */
  float[][] nextViews() {
    return nextViews;
  }

  /** Numbers in the observation. */
  public int observationSize() {
    return views[0].length;
  }

  /** What was done, and what came of it. */
  public ControlStep step() {
    return step;
  }
}
