package org.e2hil.agent.world;

import java.util.Arrays;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.Robot;
import org.e2hil.agent.robot.RobotState;

/** An arm without mass: after a tick every joint is exactly where it was asked to be. */
public final class PerfectArm implements Robot {

  private final ArmModel arm;
  private final Runnable beforeTick;
  private double[] positionsRad;
  private double[] velocitiesRadPerS;
  private double gripperOpening = 1;
  private JointCommand asked;
  private long ticks;

  /** An arm that stands at home. */
  public PerfectArm(ArmModel arm) {
    this(arm, () -> {});
  }

  /**
   * An arm that stands at home.
   *
   * @param beforeTick runs before each tick; throws what shall go wrong
   */
  public PerfectArm(ArmModel arm, Runnable beforeTick) {
    this.arm = arm;
    this.beforeTick = beforeTick;
    place(home(arm), 1);
  }

  /** The home of an arm, {@code [joint]}. */
  public static double[] home(ArmModel arm) {
    return arm.homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Puts the arm somewhere, at rest, and returns the command that it now holds. */
  public JointCommand place(double[] jointsRad, double opening) {
    positionsRad = jointsRad.clone();
    velocitiesRadPerS = new double[jointsRad.length];
    gripperOpening = opening;
    asked = new JointCommand(jointsRad, opening);
    return asked;
  }

  @Override
  public ArmModel arm() {
    return arm;
  }

  @Override
  public RobotState state() {
    return new RobotState(
        (double) ticks / TICKS_PER_SECOND, positionsRad, velocitiesRadPerS, gripperOpening);
  }

  @Override
  public void command(JointCommand command) {
    if (command.joints() != positionsRad.length) {
      throw new IllegalArgumentException(
          "the arm "
              + arm.name()
              + " has "
              + positionsRad.length
              + " joints, but the command is for "
              + command.joints());
    }
    asked = command;
  }

  @Override
  public void awaitTick() {
    beforeTick.run();
    double[] reached = asked.positionsRad();
    for (int i = 0; i < reached.length; i++) {
      velocitiesRadPerS[i] = (reached[i] - positionsRad[i]) * TICKS_PER_SECOND;
    }
    positionsRad = reached;
    gripperOpening = asked.gripperOpening();
    ticks++;
  }

  @Override
  public void close() {
    Arrays.fill(velocitiesRadPerS, 0);
  }
}
