package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * The box that a tool point's goal is kept in, in the arm's base frame.
 *
 * @param lowXM lower wall, m
 * @param lowYM lower wall, m
 * @param lowZM lower wall, m; a table stands at 0
 * @param highXM upper wall, m
 * @param highYM upper wall, m
 * @param highZM upper wall, m
 */
@API(status = API.Status.MAINTAINED)
public record Workspace(
    double lowXM, double lowYM, double lowZM, double highXM, double highYM, double highZM) {

  /** Checks that each lower wall lies below its upper wall. */
  public Workspace {
    if (!(lowXM < highXM && lowYM < highYM && lowZM < highZM)
        || !Double.isFinite(highXM + highYM + highZM - lowXM - lowYM - lowZM)) {
      throw new IllegalArgumentException(
          "every lower wall of a workspace must lie below its upper wall, both finite, but they are "
              + "["
              + lowXM
              + ", "
              + lowYM
              + ", "
              + lowZM
              + "] and ["
              + highXM
              + ", "
              + highYM
              + ", "
              + highZM
              + "] m");
    }
  }

  /** The lower wall across one axis, m: 0 is x, 1 is y, 2 is z. */
  public double lowM(int axis) {
    return axis == 0 ? lowXM : axis == 1 ? lowYM : lowZM;
  }

  /** The upper wall across one axis, m: 0 is x, 1 is y, 2 is z. */
  public double highM(int axis) {
    return axis == 0 ? highXM : axis == 1 ? highYM : highZM;
  }
}
