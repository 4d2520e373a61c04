package org.e2hil.agent.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apiguardian.api.API;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.LimitCounts;
import org.junit.jupiter.api.Test;

/**
 * What the driver of any arm must do when its wire alters what the arm tells, or its motors lose
 * their power: the arm holds, the fault names the joint, and nothing but a person's rearming ends
 * it. Run over an emulated arm, whose real shafts can be asked.
 */
@API(status = API.Status.MAINTAINED)
public interface RobotDrillContract {

  /** A new relay before an arm at home that stands free. */
  Relay relay();

  /** An emulated arm and a relay on its wire. Motors are counted from 0, the gripper last. */
  interface Relay {

    /** Connects to the arm, which holds where it stands. Nobody lets it go limp at the end. */
    RearmableRobot connect();

    /** How such an arm is led. */
    ControllerConfig controller();

    /** Makes a joint tell an angle beside its own, rad. */
    void offset(int joint, double byRad);

    /** Makes what a joint tells drift away from its own angle, rad/s. */
    void drift(int joint, double radPerS);

    /** Makes what one motor tells arrive as another's. */
    void misaddress(int motor, int as);

    /** Makes everything that the arm tells late, ms. */
    void delay(int ms);

    /** Loses this share of all frames, both ways. */
    void lose(double share);

    /** Cuts the power of motors and brings it back: they are limp. */
    void losePower(int... motors);

    /** Where a joint really is, rad. */
    double shaftRad(int joint);

    /** Whether every motor has torque. */
    boolean isUnderTorque();
  }

  /** Control periods of 0.1 s in which a fault must be found. */
  int PERIODS = 80;

  /** 600 ticks of an SO-101's encoder. */
  double FAR_RAD = 0.92;

  /** Too small to be told from a motion by its speed. */
  double NEAR_RAD = 0.12;

  /** 150 ticks/s of an SO-101's encoder, and an eighth of it. */
  double DRIFT_RAD_PER_S = 0.23;

  /** How far a joint may be led by a wrong measurement before the arm holds, rad. */
  double LED_RAD = 1;

  @Test
  default void aJointThatTellsAnotherPlaceAtOnceMovesNothingAndIsNamed() {
    forEachJoint(
        (relay, robot, joint) -> {
          double[] before = shafts(relay, robot);
          relay.offset(joint, FAR_RAD);

          assertThat(holding(relay, robot)).contains(name(robot, joint));
          assertThat(apart(shafts(relay, robot), before)).isLessThan(0.05);
        });
  }

  @Test
  default void aJointWhoseOffsetLooksLikeAMotionDoesNotLeadTheArmToItsLimits() {
    forEachJoint(
        (relay, robot, joint) -> {
          double[] before = shafts(relay, robot);
          relay.offset(joint, NEAR_RAD);

          holding(relay, robot);
          assertThat(apart(shafts(relay, robot), before)).isLessThan(LED_RAD);
          assertStands(relay, robot);
        });
  }

  @Test
  default void aJointThatDriftsDoesNotLeadTheArmToItsLimits() {
    forEachJoint(
        (relay, robot, joint) -> {
          double[] before = shafts(relay, robot);
          relay.drift(joint, DRIFT_RAD_PER_S);

          assertThat(holding(relay, robot)).contains(name(robot, joint));
          assertThat(apart(shafts(relay, robot), before)).isLessThan(LED_RAD);
          assertStands(relay, robot);
        });
  }

  @Test
  default void aMotorThatAnswersForAnotherMovesNothing() {
    Relay relay = relay();
    try (RearmableRobot robot = relay.connect()) {
      double[] before = shafts(relay, robot);
      relay.misaddress(1, 2);

      assertThat(holding(relay, robot)).containsAnyOf(name(robot, 1), name(robot, 2));
      assertThat(apart(shafts(relay, robot), before)).isLessThan(0.05);
    }
  }

  @Test
  default void lateAndLostFramesDelayTheArmAndMisleadNobody() {
    Relay relay = relay();
    try (RearmableRobot robot = relay.connect()) {
      relay.delay(3);
      relay.lose(0.05);
      go(robot, 0, 0.2, 200);

      assertThat(robot.stopped()).isEmpty();
      assertThat(relay.shaftRad(0)).isCloseTo(home(robot, 0) + 0.2, Offset.offset(0.02));
    }
  }

  @Test
  default void aMotorThatLosesItsPowerInMotionIsNamedAndFollowsAgainOnceItIsRearmed() {
    forEachJoint(
        (relay, robot, joint) -> {
          double way = inward(robot, joint) * 0.5;
          go(robot, joint, way, 10);
          relay.losePower(joint);

          assertThat(going(robot, joint, way)).contains(name(robot, joint));
          assertRearmed(relay, robot, joint);
        });
  }

  @Test
  default void anArmThatLosesAllItsPowerInMotionIsFoundOutAndFollowsAgainOnceItIsRearmed() {
    Relay relay = relay();
    try (RearmableRobot robot = relay.connect()) {
      go(robot, 0, 0.5, 10);
      int[] all = new int[robot.arm().joints().size() + 1];
      for (int motor = 0; motor < all.length; motor++) {
        all[motor] = motor;
      }
      relay.losePower(all);

      going(robot, 0, 0.5);
      assertRearmed(relay, robot, 0);
    }
  }

  /** An arm, its relay and the joint that is drilled. */
  interface Drill {
    void run(Relay relay, RearmableRobot robot, int joint);
  }

  private void forEachJoint(Drill drill) {
    Relay first = relay();
    int joints;
    try (RearmableRobot robot = first.connect()) {
      joints = robot.arm().joints().size();
    }
    for (int joint = 0; joint < joints; joint++) {
      Relay relay = relay();
      try (RearmableRobot robot = relay.connect()) {
        drill.run(relay, robot, joint);
      }
    }
  }

  /** Nobody acts, until the arm is stopped, with the reason; else with nothing after a while. */
  private static String holding(Relay relay, RearmableRobot robot) {
    CartesianController controller =
        new CartesianController(robot.arm(), relay.controller(), ActionScale.DEFAULT);
    controller.watchMeasurements(robot::emergencyStop);
    controller.reset(home(robot), robot.state().gripperOpening());
    try {
      for (int period = 0; period < PERIODS; period++) {
        LimitCounts limits = new LimitCounts();
        controller.moveGoal(Action.hold(), robot.state().positionsRad(), limits);
        for (int left = 10; left > 0; left--) {
          controller.tick(left, limits);
          robot.command(controller.command());
          robot.awaitTick();
        }
      }
      return "";
    } catch (EnvironmentFaultException e) {
      assertThat(robot.stopped()).as("it stays stopped").isPresent();
      return e.getMessage();
    }
  }

  /** A joint is sent somewhere, until the arm is stopped, with the reason. */
  private static String going(RearmableRobot robot, int joint, double byRad) {
    try {
      go(robot, joint, byRad, 300);
    } catch (EnvironmentFaultException e) {
      assertThat(robot.stopped()).contains(e.getMessage());
      return e.getMessage();
    }
    throw new AssertionError("three seconds of set-points without a word");
  }

  private static void go(RearmableRobot robot, int joint, double byRad, int ticks) {
    double[] target = home(robot);
    target[joint] += byRad;
    for (int tick = 0; tick < ticks; tick++) {
      robot.command(new JointCommand(target, 0.5));
      robot.awaitTick();
    }
  }

  private static void assertRearmed(Relay relay, RearmableRobot robot, int joint) {
    robot.rearm();
    assertThat(relay.isUnderTorque()).isTrue();
    double way = inward(robot, joint) * 0.3;
    go(robot, joint, way, 200);
    assertThat(robot.stopped()).isEqualTo(Optional.empty());
    assertThat(relay.shaftRad(joint)).isCloseTo(home(robot, joint) + way, Offset.offset(0.02));
  }

  private static void assertStands(Relay relay, RearmableRobot robot) {
    pass(robot);
    double[] before = shafts(relay, robot);
    pass(robot);
    assertThat(apart(shafts(relay, robot), before)).isLessThan(2e-3);
  }

  /** Lets half a second pass, whether the arm is stopped or not. */
  private static void pass(RearmableRobot robot) {
    for (int tick = 0; tick < 50; tick++) {
      try {
        robot.awaitTick();
      } catch (EnvironmentFaultException e) {
        // a stopped arm is waited for all the same
        assertThat(robot.stopped()).isPresent();
      }
    }
  }

  private static double[] shafts(Relay relay, RearmableRobot robot) {
    double[] shafts = new double[robot.arm().joints().size()];
    for (int i = 0; i < shafts.length; i++) {
      shafts[i] = relay.shaftRad(i);
    }
    return shafts;
  }

  private static double apart(double[] one, double[] other) {
    double farthest = 0;
    for (int i = 0; i < one.length; i++) {
      farthest = Math.max(farthest, Math.abs(one[i] - other[i]));
    }
    return farthest;
  }

  private static double[] home(RearmableRobot robot) {
    return robot.arm().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double home(RearmableRobot robot, int joint) {
    return robot.arm().homeRad().get(joint);
  }

  private static double inward(RearmableRobot robot, int joint) {
    ArmModel.Joint limits = robot.arm().joints().get(joint);
    return home(robot, joint) < (limits.lowerRad() + limits.upperRad()) / 2 ? 1 : -1;
  }

  private static String name(RearmableRobot robot, int joint) {
    return robot.arm().joints().get(joint).name();
  }
}
