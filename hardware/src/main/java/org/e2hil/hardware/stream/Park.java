package org.e2hil.hardware.stream;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Where an arm waits.
 *
 * @param poseRad {@code [joint]}, or empty to stay where it stands; a folded pose that needs no
 *     torque is the best one, but it depends on how the arm is mounted
 * @param speedRadPerS on the way there
 */
@API(status = API.Status.EXPERIMENTAL)
public record Park(List<Double> poseRad, double speedRadPerS) {

  /** Checks the speed. */
  public Park {
    poseRad = List.copyOf(poseRad);
    Ranges.require(
        speedRadPerS > 0 && speedRadPerS <= 2, "speedRadPerS must lie in (0, 2]", speedRadPerS);
  }

  /** At a pose, slowly. */
  public static Park at(List<Double> poseRad) {
    return new Park(poseRad, 0.5);
  }

  /** Wherever the arm stands. */
  public static Park anywhere() {
    return at(List.of());
  }
}
