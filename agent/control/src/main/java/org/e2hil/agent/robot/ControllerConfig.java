package org.e2hil.agent.robot;

import org.apiguardian.api.API;

/**
 * How a tool's goal becomes joint angles, and within which limits. For a joint that slides, a limit
 * of one radian is one of 0.1 m ({@link ArmModel.Joint#perRad}).
 *
 * @param workspace box for the goal
 * @param leashM farthest that the goal may run ahead of the measured tool point, m: with servos of
 *     finite stiffness it bounds the force of a contact (10 mm is about 31 N on the A1X)
 * @param leashRad farthest that the goal may turn ahead of the measured tool, rad
 * @param damping λ² of the damped least squares, m²: larger is smoother near a singular pose
 * @param rotationWeightM metres of position error that weigh as much as one radian
 * @param maxJointStepRad largest motion of a joint in one tick
 * @param jointMarginRad how far from its limits a joint is kept
 * @param startOutsideRad how far outside its limits a joint may stand at a reset, from where it can
 *     only move inward (the A1X's third joint rests 1.5° outside)
 * @param unreachableM position error at which a goal counts as out of reach
 * @param unreachablePeriods control periods in a row that must end out of reach before the goal is
 *     taken back to where the tool can be
 */
@API(status = API.Status.MAINTAINED)
public record ControllerConfig(
    Workspace workspace,
    double leashM,
    double leashRad,
    double damping,
    double rotationWeightM,
    double maxJointStepRad,
    double jointMarginRad,
    double startOutsideRad,
    double unreachableM,
    int unreachablePeriods) {

  private static final ControllerConfig A1X = of(new Workspace(0.05, -0.35, 0.0, 0.60, 0.35, 0.45));
  private static final ControllerConfig SO101 =
      of(new Workspace(0.05, -0.25, 0.0, 0.38, 0.25, 0.30));

  /** Checks the ranges. */
  public ControllerConfig {
    require(leashM > 0 && leashM <= 0.1, "leashM must lie in (0, 0.1] m", leashM);
    require(leashRad > 0 && leashRad <= 1, "leashRad must lie in (0, 1] rad", leashRad);
    require(damping > 0 && damping <= 1, "damping must lie in (0, 1] m²", damping);
    require(
        rotationWeightM > 0 && rotationWeightM <= 10,
        "rotationWeightM must lie in (0, 10] m/rad",
        rotationWeightM);
    require(
        maxJointStepRad > 0 && maxJointStepRad <= 0.2,
        "maxJointStepRad must lie in (0, 0.2] rad a tick",
        maxJointStepRad);
    require(
        jointMarginRad >= 0 && jointMarginRad <= 0.2,
        "jointMarginRad must lie in [0, 0.2] rad",
        jointMarginRad);
    require(
        startOutsideRad >= 0 && startOutsideRad <= 0.3,
        "startOutsideRad must lie in [0, 0.3] rad",
        startOutsideRad);
    require(
        unreachableM > 0 && unreachableM <= 0.05,
        "unreachableM must lie in (0, 0.05] m",
        unreachableM);
    require(unreachablePeriods >= 1, "unreachablePeriods must be at least 1", unreachablePeriods);
  }

  /** For the A1X over a table. */
  public static ControllerConfig a1x() {
    return A1X;
  }

  /** For the SO-101 over a table. */
  public static ControllerConfig so101() {
    return SO101;
  }

  /** The same within another box. */
  public ControllerConfig withWorkspace(Workspace other) {
    return new ControllerConfig(
        other,
        leashM,
        leashRad,
        damping,
        rotationWeightM,
        maxJointStepRad,
        jointMarginRad,
        startOutsideRad,
        unreachableM,
        unreachablePeriods);
  }

  /**
   * The same on another leash.
   *
   * @param lengthM m
   * @param angleRad rad
   */
  public ControllerConfig withLeash(double lengthM, double angleRad) {
    return new ControllerConfig(
        workspace,
        lengthM,
        angleRad,
        damping,
        rotationWeightM,
        maxJointStepRad,
        jointMarginRad,
        startOutsideRad,
        unreachableM,
        unreachablePeriods);
  }

  private static ControllerConfig of(Workspace workspace) {
    return new ControllerConfig(workspace, 0.015, 0.25, 1e-4, 0.1, 0.06, 0.01, 0.1, 0.003, 2);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
