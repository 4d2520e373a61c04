package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;

/** Finds where the tool is in what a policy sees. */
@API(status = API.Status.INTERNAL)
@FunctionalInterface
public interface ToolPoint {

  /**
   * Reads x, y and z in metres in the robot's base frame; NaN where the policy does not see them.
   *
   * @param seen observations as the policy sees them
   * @param offset where the observation begins
   * @param pointM {@code [3]}: overwritten
   */
  void read(float[] seen, int offset, float[] pointM);
}
