package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * What every robot must hold to: simulated, emulated or real. Motions are small, slow and near
 * where the arm stands, so that a driver may run them on the device itself.
 */
@API(status = API.Status.MAINTAINED)
public interface RobotContract {

  /**
   * Opens the robot where it may move freely by 0.15 rad in every joint, or 15 mm where one slides,
   * and close its gripper.
   */
  Robot open();

  /**
   * What the device itself says after its driver let go of it; empty where nothing is left to ask.
   */
  Optional<RobotState> stateAfterClose(Robot closed);

  /** How near a joint comes to where it is asked to be, rad or 0.1 m: servos sag and stick. */
  double toleranceRad();

  /** How exactly ticks are 10 ms apart by the robot's own clock, s. */
  double tickToleranceS();

  /** Ticks in which a small motion is over. */
  int SETTLING_TICKS = 150;

  /** Size of the motions, rad. */
  double MOTION_RAD = 0.1;

  /** Largest step that is asked of a joint in one tick, rad. */
  double STEP_RAD = 0.01;

  @Test
  default void theStateIsFiniteAndHasOneNumberAJoint() {
    try (Robot robot = open()) {
      assertMeasured(robot);
      robot.awaitTick();
      assertMeasured(robot);
    }
  }

  @Test
  default void theJointsStandWithinTheirLimits() {
    try (Robot robot = open()) {
      RobotState state = robot.state();
      for (int i = 0; i < state.joints(); i++) {
        ArmModel.Joint joint = robot.arm().joints().get(i);
        double tolerance = toleranceRad() * joint.perRad();
        assertThat(state.positionRad(i))
            .isBetween(joint.lowerRad() - tolerance, joint.upperRad() + tolerance);
      }
    }
  }

  @Test
  default void eachTickTakesTheRobotsClockOnByTenMilliseconds() {
    try (Robot robot = open()) {
      double beginS = robot.state().timeS();
      for (int tick = 1; tick <= 20; tick++) {
        robot.awaitTick();
        assertThat(robot.state().timeS() - beginS)
            .isCloseTo((double) tick / Robot.TICKS_PER_SECOND, Offset.offset(tickToleranceS()));
      }
    }
  }

  @Test
  default void everyJointGoesWhereItIsAskedToAndTheOthersStay() {
    try (Robot robot = open()) {
      double opening = robot.state().gripperOpening();
      for (int joint = 0; joint < robot.arm().joints().size(); joint++) {
        double[] start = robot.state().positionsRad();
        double[] target = start.clone();
        target[joint] += inward(robot, joint);
        go(robot, start, target, opening);

        double[] reached = robot.state().positionsRad();
        for (int i = 0; i < target.length; i++) {
          assertThat(reached[i])
              .as(robot.arm().joints().get(i).name())
              .isCloseTo(target[i], tolerance(robot, i));
        }
      }
    }
  }

  @Test
  default void theGripperClosesAndOpens() {
    try (Robot robot = open()) {
      double[] stand = robot.state().positionsRad();
      moveGripper(robot, stand, 0.2);
      double closed = robot.state().gripperOpening();
      moveGripper(robot, stand, 0.8);
      double open = robot.state().gripperOpening();

      assertThat(closed).isCloseTo(0.2, Offset.offset(0.1));
      assertThat(open).isCloseTo(0.8, Offset.offset(0.1));
    }
  }

  @Test
  default void theRobotStaysWhereItWasLastAskedToBe() {
    try (Robot robot = open()) {
      double[] stand = robot.state().positionsRad();
      go(robot, stand, stand, robot.state().gripperOpening());
      double[] settled = robot.state().positionsRad();
      for (int tick = 0; tick < SETTLING_TICKS; tick++) {
        robot.awaitTick();
      }

      double[] later = robot.state().positionsRad();
      for (int i = 0; i < settled.length; i++) {
        assertThat(later[i]).isCloseTo(settled[i], tolerance(robot, i));
      }
    }
  }

  @Test
  default void aStateIsASnapshotThatTimeDoesNotChange() {
    try (Robot robot = open()) {
      RobotState before = robot.state();
      double timeS = before.timeS();
      double[] start = before.positionsRad();
      double[] target = start.clone();
      target[0] += inward(robot, 0);
      go(robot, start, target, before.gripperOpening());

      assertThat(before.timeS()).isEqualTo(timeS);
      assertThat(before.positionsRad()).isEqualTo(start);
      assertThat(robot.state().positionRad(0)).isNotEqualTo(start[0]);
    }
  }

  @Test
  default void aCommandIsReadWhenItIsGivenAndNotLater() {
    try (Robot robot = open()) {
      double[] start = robot.state().positionsRad();
      double[] target = start.clone();
      robot.command(new JointCommand(target, robot.state().gripperOpening()));
      target[0] += inward(robot, 0);
      for (int tick = 0; tick < SETTLING_TICKS; tick++) {
        robot.awaitTick();
      }

      assertThat(robot.state().positionRad(0)).isCloseTo(start[0], tolerance(robot, 0));
    }
  }

  @Test
  default void aCommandForAnotherNumberOfJointsIsRefusedWithASentence() {
    try (Robot robot = open()) {
      double[] stand = robot.state().positionsRad();
      double opening = robot.state().gripperOpening();
      for (int joints : new int[] {0, stand.length - 1, stand.length + 1}) {
        JointCommand wrong = new JointCommand(Arrays.copyOf(stand, joints), opening);

        assertThatThrownBy(() -> robot.command(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("joints");
      }
    }
  }

  @Test
  default void aClosedRobotHoldsAndClosingTwiceDoesNothing() {
    Robot robot = open();
    double[] start = robot.state().positionsRad();
    double[] target = start.clone();
    target[0] += inward(robot, 0);
    go(robot, start, target, robot.state().gripperOpening());
    double[] last = robot.state().positionsRad();
    ArmModel arm = robot.arm();
    robot.close();

    assertThatCode(robot::close).doesNotThrowAnyException();
    stateAfterClose(robot)
        .ifPresent(
            state -> {
              for (int i = 0; i < last.length; i++) {
                assertThat(state.positionRad(i))
                    .isCloseTo(
                        last[i], Offset.offset(toleranceRad() * arm.joints().get(i).perRad()));
              }
            });
  }

  private Offset<Double> tolerance(Robot robot, int joint) {
    return Offset.offset(toleranceRad() * robot.arm().joints().get(joint).perRad());
  }

  private static void assertMeasured(Robot robot) {
    RobotState state = robot.state();
    assertThat(state.joints()).isEqualTo(robot.arm().joints().size());
    assertThat(state.timeS()).isFinite();
    assertThat(state.gripperOpening()).isBetween(-0.05, 1.05);
    for (int i = 0; i < state.joints(); i++) {
      assertThat(state.positionRad(i)).isFinite();
      assertThat(state.velocityRadPerS(i)).isFinite();
    }
  }

  /** A small motion toward the middle of a joint's range, rad or m. */
  private static double inward(Robot robot, int joint) {
    ArmModel.Joint limits = robot.arm().joints().get(joint);
    double motion = MOTION_RAD * limits.perRad();
    return robot.state().positionRad(joint) < (limits.lowerRad() + limits.upperRad()) / 2
        ? motion
        : -motion;
  }

  private static void go(Robot robot, double[] from, double[] to, double opening) {
    int steps = (int) Math.ceil(MOTION_RAD / STEP_RAD);
    for (int step = 1; step <= SETTLING_TICKS; step++) {
      double share = Math.min(1, (double) step / steps);
      double[] at = new double[from.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = from[i] + share * (to[i] - from[i]);
      }
      robot.command(new JointCommand(at, opening));
      robot.awaitTick();
    }
  }

  private static void moveGripper(Robot robot, double[] stand, double opening) {
    for (int tick = 0; tick < SETTLING_TICKS; tick++) {
      robot.command(new JointCommand(stand, opening));
      robot.awaitTick();
    }
  }
}
