package org.e2hil.hardware.feetech;

import org.apiguardian.api.API;

/**
 * How patient a bus is.
 *
 * @param replyTimeoutMs for the reply of one motor; generous, for configuring is not in a hurry
 * @param sweepTimeoutMs for the replies of all motors to one sync read
 * @param retries how often a question is asked again before a motor counts as silent
 */
@API(status = API.Status.INTERNAL)
public record BusSettings(int replyTimeoutMs, int sweepTimeoutMs, int retries) {

  /** Two retries, as LeRobot's. Six replies take 1 ms on the wire and some more in the adapter. */
  public static final BusSettings DEFAULT = new BusSettings(50, 6, 2);

  /** Checks the ranges. */
  public BusSettings {
    require(replyTimeoutMs, 1, 1000, "replyTimeoutMs");
    require(sweepTimeoutMs, 1, 1000, "sweepTimeoutMs");
    require(retries, 0, 10, "retries");
  }

  private static void require(int value, int low, int high, String name) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must lie in [" + low + ", " + high + "], but is " + value);
    }
  }
}
