package org.e2hil.hardware.stream;

import org.apiguardian.api.API;

/**
 * When silence becomes a reason to act.
 *
 * @param commandMs without a command: hold, until the next one
 * @param staleMs without news of a motor: hold, until there are some
 * @param faultMs without news of a motor: a fault, which stays until the arm is armed again
 */
@API(status = API.Status.EXPERIMENTAL)
public record Watchdogs(int commandMs, int staleMs, int faultMs) {

  /** Three missed commands at 10 Hz, ten missed replies at 100 Hz, half a second. */
  public static final Watchdogs DEFAULT = new Watchdogs(300, 100, 500);

  /** Checks the ranges. */
  public Watchdogs {
    Ranges.require(
        commandMs >= 20 && commandMs <= 2000, "commandMs must lie in [20, 2000]", commandMs);
    Ranges.require(staleMs >= 40 && staleMs <= 2000, "staleMs must lie in [40, 2000]", staleMs);
    Ranges.require(
        faultMs >= staleMs && faultMs <= 10_000,
        "faultMs must be at least staleMs and at most 10000",
        faultMs);
  }
}
