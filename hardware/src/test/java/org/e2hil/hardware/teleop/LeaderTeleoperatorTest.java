package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.intervention.InterventionProvider.Moment;
import org.e2hil.agent.intervention.Takeover;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.Kinematics;
import org.e2hil.agent.robot.Rotation;
import org.e2hil.agent.robot.ToolPose;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.so101.So101Leader;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.hardware.workcell.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An emulated leader arm in a hand that a test moves. */
class LeaderTeleoperatorTest {

  private static final ActionScale SCALE = ActionScale.DEFAULT;

  /** Joints that are where the hand puts them. */
  private static final class Hand implements EmulatedBody {
    volatile double[] jointsRad = {0.0, -0.55, 0.60, 1.50, 0.0, 0.8};

    @Override
    public double[] positionsRad() {
      return jointsRad.clone();
    }

    @Override
    public void drive(double[] goalsRad, boolean[] underTorque) {}

    @Override
    public void advance(double seconds) {}

    void move(int joint, double byRad) {
      double[] moved = jointsRad.clone();
      moved[joint] += byRad;
      jointsRad = moved;
    }
  }

  private final SteppedClock clock = new SteppedClock();
  private final Hand hand = new Hand();
  private final EmulatedSo101 arm = EmulatedSo101.of(hand, SeededRandom.of(1, "faults"));
  private final ScriptedControls keys = new ScriptedControls();

  private So101Leader connect() {
    return So101Leader.connect(arm.calibration(), new EmulatedLink(arm.emulator(), clock), clock);
  }

  private TeleoperatedIntervention open(double reach) {
    return open(this::connect, reach);
  }

  private TeleoperatedIntervention open(Supplier<So101Leader> leader, double reach) {
    ControlMap map =
        new ControlMap(
            List.of(),
            List.of(),
            TakeoverRule.toggle("hold"),
            SignalButtons.of("y", "a", "x", "b"));
    TeleoperatedIntervention person =
        new TeleoperatedIntervention(
            () -> new LeaderTeleoperator(leader.get(), keys, map, SCALE, reach, () -> {}),
            sentence -> {});
    person.open();
    return person;
  }

  private static Optional<Takeover> consider(TeleoperatedIntervention person) {
    return person.consider(new Moment(Observation.builder().build(), Action.hold(), 0, 0, () -> 0));
  }

  private ToolPose tool() {
    ToolPose tool = new ToolPose();
    double[] joints = Arrays.copyOf(hand.jointsRad, 5);
    new Kinematics(Arms.so101()).forward(joints, tool);
    return tool;
  }

  @Test
  void theRobotFollowsByAsMuchAsTheLeaderMovesSinceTheTakeoverAndDoesNotJump() {
    try (TeleoperatedIntervention person = open(/* reach= */ 2)) {
      hand.move(0, 0.4);
      assertThat(consider(person)).as("nobody has taken over").isEmpty();
      keys.script.add(ScriptedControls.pressing("hold"));
      ToolPose origin = tool();
      assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());

      hand.move(0, 0.15);
      hand.move(3, -0.1);
      double[] sentM = new double[3];
      double[] sentTurn = {1, 0, 0, 0};
      for (int period = 0; period < 12; period++) {
        Action action = consider(person).orElseThrow().action();
        double[] turnRad = new double[3];
        for (int axis = 0; axis < 3; axis++) {
          assertThat(Math.abs(action.value(axis))).isLessThanOrEqualTo(1);
          assertThat(Math.abs(action.value(3 + axis))).isLessThanOrEqualTo(1);
          sentM[axis] += action.value(axis) * SCALE.translationM();
          turnRad[axis] = action.value(3 + axis) * SCALE.rotationRad();
        }
        double[] step = new double[4];
        Rotation.fromVector(turnRad, 1, step);
        Rotation.multiply(step, sentTurn, sentTurn);
      }

      ToolPose now = tool();
      double[] ledRad = new double[3];
      double[] sentRad = new double[3];
      Rotation.vectorBetween(origin.quaternion(), now.quaternion(), ledRad);
      Rotation.vectorBetween(new double[] {1, 0, 0, 0}, sentTurn, sentRad);
      for (int axis = 0; axis < 3; axis++) {
        double ledM = now.positionM(axis) - origin.positionM(axis);
        // a servo tells its angle in steps of 1.5 mrad
        assertThat(sentM[axis]).isCloseTo(2 * ledM, within(2e-3));
        assertThat(sentRad[axis]).isCloseTo(ledRad[axis], within(4e-3));
      }
    }
  }

  @Test
  void aSecondTakeoverBeginsAgain() {
    try (TeleoperatedIntervention person = open(1)) {
      keys.script.addAll(
          List.of(ScriptedControls.pressing("hold"), ScriptedControls.pressing("hold")));
      consider(person);
      hand.move(1, 0.3);
      assertThat(consider(person)).isEmpty();
      hand.move(0, 0.5);
      keys.script.add(ScriptedControls.pressing("hold"));

      assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());
      assertThat(consider(person).orElseThrow().action().distance(Action.hold())).isLessThan(0.2);
    }
  }

  @Test
  void theJawIsFollowedInWholeSteps() {
    try (TeleoperatedIntervention person = open(1)) {
      keys.script.add(ScriptedControls.pressing("hold"));
      consider(person);
      hand.move(5, -0.85); // of 1.92 rad: two and a bit of five steps
      double sum = 0;
      for (int period = 0; period < 8; period++) {
        double gripper = consider(person).orElseThrow().action().gripper();
        assertThat(gripper).isIn(-1.0, 0.0);
        sum += gripper;
      }

      assertThat(sum).isEqualTo(-2);
    }
  }

  @Test
  void theLeaderIsOnlyEverRead() {
    try (So101Leader leader = connect()) {
      leader.read();
    }

    assertThat(arm.emulator().count(Instruction.WRITE)).isZero();
    assertThat(arm.emulator().count(Instruction.SYNC_WRITE)).isZero();
  }

  @Test
  void aLeaderUnderTorqueIsRefused() {
    arm.emulator().setRegister(3, Register.TORQUE_ENABLE, 1);

    assertThatThrownBy(this::connect)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("motor 3 (elbow_flex) of the leader arm is under torque");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLeaderOnASerialPortLeadsAndAPulledCableHoldsTheRobot() {
    Clock real = Clock.system();
    PseudoTerminal wire = PseudoTerminal.open(real);
    EmulatorThread.start(arm.emulator(), wire, real);
    try (So101Leader leader =
            So101Leader.connect(
                arm.calibration(), SerialLink.open(wire.path(), 1_000_000, real), real);
        TeleoperatedIntervention person = open(() -> leader, 1)) {
      keys.script.add(ScriptedControls.pressing("hold"));
      consider(person);
      hand.move(0, 0.3);
      double leftSteps = 0;
      for (int period = 0; period < 12; period++) {
        leftSteps += consider(person).orElseThrow().action().value(1);
      }
      assertThat(leftSteps).as("the arm turns about the vertical").isNotCloseTo(0, within(3.0));
      wire.close();

      assertThat(consider(person).orElseThrow().action()).isEqualTo(Action.hold());
      assertThat(person.poll()).contains(Signal.DEVICE_LOST);
    }
  }
}
