package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.hardware.a1x.A1x;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.so101.So101Settings;
import org.e2hil.hardware.stream.SteppedClock;
import org.e2hil.hardware.terminal.Typist;
import org.e2hil.hardware.workcell.CellConfig;
import org.e2hil.hardware.workcell.Operator;
import org.e2hil.hardware.workcell.RobotWorkcell;
import org.e2hil.hardware.workcell.ScriptedOperator;
import org.e2hil.hardware.workcell.Signal;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stop that is pressed on a device latches in the driver itself, from the device's own thread:
 * here nobody steps the world while it is pressed, and yet the arm stands.
 */
@Timeout(120)
class EmergencyStopTest {

  private static final int PATIENCE_MS = 20_000;
  private static final Action AWAY = Action.of(1, 1, -1, 0, 0, 0, 0);

  private final SteppedClock clock = new SteppedClock();
  private final ScriptedOperator operator = new ScriptedOperator();
  private RearmableRobot robot;

  /** Both drivers, each over its emulator. */
  enum Kind {
    A1X(Arms.a1x(), ControllerConfig.a1x()),
    SO101(Arms.so101(), ControllerConfig.so101());

    private final ArmModel arm;
    private final ControllerConfig controller;

    Kind(ArmModel arm, ControllerConfig controller) {
      this.arm = arm;
      this.controller = controller;
    }
  }

  private Workcell open(Kind kind) {
    Function<Operator, RearmableRobot> connect =
        kind == Kind.A1X ? this::connectA1x : this::connectSo101;
    return RobotWorkcell.open(
        new CellConfig(
            kind.arm.name(),
            kind.arm,
            kind.controller,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            /* dryRun= */ false),
        new EnvironmentRequest(
            "pick-banana",
            A1xSettings.defaults(),
            List.of("proprioception"),
            Optional.empty(),
            OptionalInt.empty()),
        () -> operator,
        person -> {
          robot = connect.apply(person);
          return robot;
        });
  }

  private RearmableRobot connectA1x(Operator person) {
    EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(1, "faults"));
    A1xSettings settings = A1xSettings.over(A1xSettings.Can.DEFAULT);
    return A1x.connect(settings, device.onCan(clock), clock, person::confirmed);
  }

  private RearmableRobot connectSo101(Operator person) {
    EmulatedSo101 device = EmulatedSo101.atHome(SeededRandom.of(1, "faults"));
    EmulatedLink link = new EmulatedLink(device.emulator(), clock);
    return So101.connect(
        So101Settings.defaults(), device.calibration(), link, clock, person::confirmed);
  }

  private JointCommand setpoint() {
    return robot instanceof A1x a1x ? a1x.setpoint() : ((So101) robot).setpoint();
  }

  private void awaitStop() throws InterruptedException {
    for (int i = 0; i < PATIENCE_MS && robot.stopped().isEmpty(); i++) {
      Thread.sleep(1);
    }
    assertThat(robot.stopped().orElseThrow()).contains("emergency stop is latched");
  }

  private static void go(Environment world) {
    for (int i = 0; i < 5; i++) {
      assertThat(world.step(AWAY).episodeEnd()).isEqualTo(EpisodeEnd.none());
    }
  }

  /** It stands, the episode is lost, and only a person who says yes lets it go on. */
  private void assertStandsUntilArmedAgain(Environment world) throws InterruptedException {
    awaitStop();
    JointCommand at = setpoint();
    clock.pass(300);
    assertThat(setpoint().positionsRad()).isEqualTo(at.positionsRad());

    StepResult result = world.step(AWAY);
    assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAULT);
    assertThat(result.episodeEnd().reason()).contains("emergency stop is latched");
    assertThat(setpoint().positionsRad()).isEqualTo(at.positionsRad());

    operator.refusing("armed again");
    assertThatThrownBy(() -> world.reset(2))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("did not say yes to 'Is the reason gone");
    assertThat(robot.stopped()).isPresent();

    operator.refusing("nothing");
    world.reset(3);
    go(world);
  }

  @ParameterizedTest
  @EnumSource
  void aButtonOfASpaceMouseStopsTheDriverAtOnce(Kind kind) throws Exception {
    var wire = new PipedOutputStream();
    ControlMap usual = TeleoperationConfig.Spacemouse.defaults().map();
    ControlMap map =
        new ControlMap(
            usual.axes(),
            List.of(),
            usual.takeover(),
            new SignalButtons(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("button0")));
    try (Workcell workcell = open(kind);
        Teleoperator hand = hand(wire, map, workcell)) {
      workcell.environment().reset(1);
      go(workcell.environment());
      wire.write(new byte[] {3, 1});
      wire.flush();

      assertStandsUntilArmedAgain(workcell.environment());
      assertThat(hand.read().signals()).containsExactly(Signal.EMERGENCY_STOP);
    }
  }

  private static Teleoperator hand(PipedOutputStream wire, ControlMap map, Workcell workcell)
      throws IOException {
    return new MappedTeleoperator(
        SpaceMouse.of("the SpaceMouse", new PipedInputStream(wire)),
        map,
        () -> workcell.emergencyStop().stop("asked for by a test"));
  }

  @ParameterizedTest
  @EnumSource
  void theStopKeyBesideALeaderArmOrASpaceMouseStopsTheDriverAtOnce(Kind kind) throws Exception {
    Typist typist = new Typist();
    try (Workcell workcell = open(kind);
        Teleoperator hand =
            new MappedTeleoperator(
                new DeviceAndKeys(new ScriptedControls(), new TerminalKeyboard(typist.listen(), 1)),
                new ControlMap(
                    List.of(),
                    List.of(),
                    TakeoverRule.hold("hold"),
                    SignalButtons.of("key:s", "key:f", "key:r", "key:escape")),
                () -> workcell.emergencyStop().stop("asked for by a test"))) {
      workcell.environment().reset(1);
      go(workcell.environment());
      typist.type("\u001b");

      assertStandsUntilArmedAgain(workcell.environment());
      assertThat(hand.read().signals()).containsExactly(Signal.EMERGENCY_STOP);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverWatchesARobotMayStopItWithoutAnyDevice(Kind kind) throws Exception {
    try (Workcell workcell = open(kind)) {
      workcell.environment().reset(1);
      go(workcell.environment());
      operator.stop();

      assertStandsUntilArmedAgain(workcell.environment());
    }
  }
}
