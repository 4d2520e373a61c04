package org.e2hil.hardware.stream;

import org.apiguardian.api.API;

/**
 * How any arm is driven.
 *
 * @param streamHz set-points a second, 50 to 200
 * @param limits of every motion
 * @param watchdogs when to hold and when to give up
 * @param park where it goes before it is left alone
 * @param dryRun read and compute, but never command
 */
@API(status = API.Status.EXPERIMENTAL)
public record StreamSettings(
    double streamHz, Limits limits, Watchdogs watchdogs, Park park, boolean dryRun) {

  /** Checks the ranges. */
  public StreamSettings {
    Ranges.require(streamHz >= 50 && streamHz <= 200, "streamHz must lie in [50, 200]", streamHz);
  }
}
