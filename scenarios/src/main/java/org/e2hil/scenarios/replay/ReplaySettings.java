package org.e2hil.scenarios.replay;

import org.apiguardian.api.API;

/**
 * What is replayed.
 *
 * @param dataset the folder of a LeRobot dataset that E2HiL wrote
 */
@API(status = API.Status.EXPERIMENTAL)
public record ReplaySettings(String dataset) {

  /** None is named yet. */
  public static ReplaySettings defaults() {
    return new ReplaySettings("");
  }
}
