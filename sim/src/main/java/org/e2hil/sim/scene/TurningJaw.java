package org.e2hil.sim.scene;

import org.e2hil.agent.robot.ArmModel;

/**
 * The SO-101's: a fixed pad that the tool point lies on, and one that turns about a hinge behind
 * it, as in {@code arm/so101.xml}. Seen along the hinge, the moving pad's face is a line that
 * passes {@link #PAST_HINGE_M} from the hinge and is parallel to the fixed pad at the angle {@link
 * #PARALLEL_RAD}; what is held lies on the tool's right.
 */
record TurningJaw(ArmModel.Gripper gripper) implements Jaws {

  private static final double PARALLEL_RAD = 0.218166;
  private static final double PAST_HINGE_M = 0.0041596;

  /** How far the tool point is beyond the hinge, the way that the tool points. */
  private static final double BEYOND_HINGE_M = 0.0747274;

  /** How far the hinge is from the fixed pad's face. */
  private static final double BESIDE_HINGE_M = 0.0281;

  @Override
  public double touching(double widthM) {
    double aside = widthM - BESIDE_HINGE_M;
    double lean =
        Math.asin(PAST_HINGE_M / Math.hypot(aside, BEYOND_HINGE_M))
            - Math.atan2(aside, BEYOND_HINGE_M);
    return (PARALLEL_RAD - lean - gripper.closed()) / (gripper.open() - gripper.closed());
  }

  @Override
  public double widthM(double opening) {
    double angle = gripper.closed() + opening * (gripper.open() - gripper.closed());
    double lean = PARALLEL_RAD - angle;
    return BESIDE_HINGE_M + (PAST_HINGE_M - BEYOND_HINGE_M * Math.sin(lean)) / Math.cos(lean);
  }

  @Override
  public double middleM(double widthM) {
    return -widthM / 2;
  }
}
