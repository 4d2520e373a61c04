package org.e2hil.hardware.emulator;

import java.util.stream.DoubleStream;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.ArmModel;

/** Joints that close a share of their distance to the goal in every moment, without gravity. */
@API(status = API.Status.EXPERIMENTAL)
public final class FirstOrderBody implements EmulatedBody {

  private static final double TIME_CONSTANT_S = 0.02;

  private final double timeConstantS;
  private final double[] positionsRad;
  private final double[] goalsRad;
  private final boolean[] underTorque;

  /**
   * A body at rest, limp.
   *
   * @param startRad {@code [motor]}
   * @param timeConstantS in which 63% of the distance is closed
   */
  public FirstOrderBody(double[] startRad, double timeConstantS) {
    positionsRad = startRad.clone();
    goalsRad = startRad.clone();
    underTorque = new boolean[startRad.length];
    this.timeConstantS = timeConstantS;
  }

  /** An arm that stands limp at home, with a half open gripper as its last motor. */
  public static FirstOrderBody atHome(ArmModel arm) {
    double[] startRad =
        DoubleStream.concat(
                arm.homeRad().stream().mapToDouble(Double::doubleValue),
                DoubleStream.of((arm.gripper().closed() + arm.gripper().open()) / 2))
            .toArray();
    return new FirstOrderBody(startRad, TIME_CONSTANT_S);
  }

  @Override
  public double[] positionsRad() {
    return positionsRad.clone();
  }

  @Override
  public void drive(double[] goals, boolean[] torque) {
    System.arraycopy(goals, 0, goalsRad, 0, goalsRad.length);
    System.arraycopy(torque, 0, underTorque, 0, underTorque.length);
  }

  @Override
  public void advance(double seconds) {
    double share = -Math.expm1(-seconds / timeConstantS);
    for (int i = 0; i < positionsRad.length; i++) {
      if (underTorque[i]) {
        positionsRad[i] += share * (goalsRad[i] - positionsRad[i]);
      }
    }
  }
}
