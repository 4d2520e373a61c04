package org.e2hil.sim.task;

import org.apiguardian.api.API;

/**
 * An object that the gripper holds when an episode begins. It hangs in the hand's frame: its z axis
 * points back along the tool, its y axis from pad to pad, so that it stands upright under a hand
 * that points straight down.
 *
 * @param body of the object, with a free joint
 * @param alongM how far the object's origin is from the tool point along the pads, m
 * @param acrossM how far it is from the tool point, from pad to pad, m
 * @param beyondM how far it is beyond the tool point, the way that the tool points, m
 * @param touching opening at which the pads touch the object, as a share of the gripper's range
 * @param squeezing smaller opening that the gripper is asked for, which makes it press
 * @param turnRad how far the hand, and the object in it, is turned about the vertical
 */
@API(status = API.Status.EXPERIMENTAL)
public record Grasp(
    int body,
    double alongM,
    double acrossM,
    double beyondM,
    double touching,
    double squeezing,
    double turnRad) {

  /** Checks that the gripper presses. */
  public Grasp {
    if (!(squeezing >= 0 && squeezing < touching && touching <= 1)) {
      throw new IllegalArgumentException(
          ("a grasp holds when 0 <= squeezing < touching <= 1,"
                  + " but squeezing is %s and touching is %s")
              .formatted(squeezing, touching));
    }
  }
}
