package org.e2hil.hardware.workcell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.Workspace;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.StatusBit;
import org.e2hil.hardware.so101.Motor;
import org.e2hil.hardware.so101.So101;
import org.e2hil.hardware.so101.So101Settings;
import org.e2hil.hardware.stream.SteppedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real robot's world, but for the robot: its bus and its joints are emulated. */
class RobotWorkcellTest {

  private static final TaskSetup PLACE =
      new TaskSetup(
          0.24,
          0,
          0.10,
          1.4,
          0,
          0.8,
          new Workspace(0.12, -0.15, 0.03, 0.34, 0.15, 0.2),
          0.02,
          0.3,
          0.8);

  private final SteppedClock clock = new SteppedClock();
  private final EmulatedSo101 device = EmulatedSo101.atHome(SeededRandom.of(1, "faults"));
  private final ScriptedOperator operator = new ScriptedOperator();

  @Test
  void anEpisodeBeginsAtTheStartOnceThePersonHasPutTheThingsBack() {
    try (Workcell workcell = open(false, "proprioception")) {
      float[] seen = workcell.environment().reset(1).numbers("proprioception");

      assertThat(seen[0]).isCloseTo(0.24f, Offset.offset(0.003f));
      assertThat(seen[1]).isCloseTo(0f, Offset.offset(0.003f));
      assertThat(seen[2]).isCloseTo(0.10f, Offset.offset(0.003f));
      assertThat(seen[7]).isCloseTo(0.8f, Offset.offset(0.01f));
      assertThat(operator.heard()).hasSize(2);
      assertThat(operator.heard().get(0)).startsWith("The arm will go to the start");
      assertThat(operator.heard().get(1)).startsWith("Put the things for Pick Banana");
    }
  }

  @Test
  void whatOnlyASimulatedTaskObeysIsRefused() {
    CellConfig cell =
        new CellConfig(
            "so101",
            Arms.so101(),
            ControllerConfig.so101(),
            Optional.of(PLACE),
            Optional.empty(),
            List.of(),
            false);
    EnvironmentRequest request =
        new EnvironmentRequest(
            "pick-banana",
            So101Settings.defaults(),
            List.of("proprioception"),
            Optional.empty(),
            OptionalInt.empty());

    RobotWorkcell.check(cell, request);
    assertThatThrownBy(() -> RobotWorkcell.check(cell, request.withTunables(Map.of("liftM", 0.05))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lays things out on so101, so [liftM] would have no effect");
  }

  @Test
  void thePersonsWordEndsAnEpisode() {
    // the first verdict of each episode was given before it began
    operator.after(4, Signal.SUCCESS).after(2, Signal.FAILURE);
    operator.after(1, Signal.RERECORD);
    try (Workcell workcell = open(false, "proprioception")) {
      StepResult done = play(workcell);
      assertThat(done.episodeEnd()).isEqualTo(EpisodeEnd.success());
      assertThat(done.reward()).isEqualTo(1);

      assertThat(play(workcell).episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAILURE);
      assertThat(play(workcell).episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.VOID);
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aCameraIsAGroupOfItsName() {
    try (Workcell workcell = open(false, "wrist")) {
      assertThat(workcell.environment().spec().group("wrist").shape())
          .isEqualTo(List.of(128, 128, 3));
      assertThat(workcell.environment().reset(1).picture("wrist").remaining())
          .isEqualTo(128 * 128 * 3);
    }
  }

  @Test
  void nothingMovesWhileThePersonDoesNotSayYes() {
    operator.refusing("Put the things");
    try (Workcell workcell = open(false, "proprioception")) {
      assertThatThrownBy(() -> workcell.environment().reset(1))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("did not say yes");
    }
  }

  @Test
  void theFirstMotionOfAProgramIsAskedForAndLaterOnesAreAnnounced() {
    operator.refusing("The arm will go to the start");
    try (Workcell workcell = open(false, "proprioception")) {
      device.emulator().advanceTo(clock.nanoTime());
      double[] before = device.emulator().positionsRad();
      assertThatThrownBy(() -> workcell.environment().reset(1))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("did not say yes");
      clock.pass(500);
      for (int i = 0; i < before.length; i++) {
        assertThat(device.emulator().positionsRad()[i]).isCloseTo(before[i], Offset.offset(2e-3));
      }
      operator.refusing("never asked");
      workcell.environment().reset(2);
      workcell.environment().reset(3);
      assertThat(operator.heard()).filteredOn(s -> s.startsWith("Keep clear")).hasSize(1);
      assertThat(operator.heard())
          .filteredOn(s -> s.startsWith("The arm will go to the start"))
          .hasSize(2);
    }
  }

  @Test
  void afterAFaultThePersonArmsTheRobotAgain() {
    try (Workcell workcell = open(false, "proprioception")) {
      workcell.environment().reset(1);
      device.faults().complain(Motor.ELBOW_FLEX.id(), StatusBit.OVERLOAD);
      StepResult result;
      do {
        result = workcell.environment().step(Action.hold());
      } while (!result.episodeEnd().isEnd());
      assertThat(result.episodeEnd().kind()).isEqualTo(EpisodeEnd.Kind.FAULT);
      assertThat(result.episodeEnd().reason()).contains("elbow_flex");

      device.faults().complain(Motor.ELBOW_FLEX.id());
      workcell.environment().reset(2);
      assertThat(operator.heard()).anyMatch(s -> s.startsWith("The arm is stopped"));
      assertThat(workcell.environment().step(Action.hold()).episodeEnd())
          .isEqualTo(EpisodeEnd.none());
    }
  }

  @Test
  void theArmParksAndGoesLimpOnlyWithThePersonsConsent() {
    open(false, "proprioception").close();
    assertThat(device.emulator().register(1, Register.TORQUE_ENABLE)).isZero();
    assertThat(operator.heard()).last().asString().contains("supporting the arm");
    assertThat(operator.isClosed()).isTrue();
  }

  @Test
  void withoutConsentTheArmGoesOnHolding() {
    operator.refusing("supporting");
    open(false, "proprioception").close();
    assertThat(device.emulator().register(1, Register.TORQUE_ENABLE)).isEqualTo(1);
  }

  @Test
  void aDryRunReadsAndComputesButWritesNothing() {
    double[] before = device.emulator().positionsRad();
    try (Workcell workcell = open(true, "proprioception")) {
      workcell.environment().reset(1);
      for (int i = 0; i < 20; i++) {
        workcell.environment().step(Action.of(1, 1, -1, 0, 0, 1, 1));
      }
    }
    assertThat(device.emulator().count(Instruction.SYNC_READ)).isGreaterThan(100);
    assertThat(device.emulator().count(Instruction.SYNC_WRITE)).isZero();
    assertThat(device.emulator().count(Instruction.WRITE)).isZero();
    assertThat(device.emulator().positionsRad()).isEqualTo(before);
  }

  @Test
  void objectStateWithoutAPluginIsRefusedBeforeAnythingIsConnected() {
    assertThatThrownBy(() -> open(false, "objects"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot know the state of the objects")
        .hasMessageContaining("pixels")
        .hasMessageContaining("perception plug-in");
    assertThat(device.emulator().count(Instruction.PING)).isZero();
    assertThat(operator.heard()).isEmpty();
  }

  @Test
  void aGroupThatNothingProvidesIsNamed() {
    assertThatThrownBy(() -> open(false, "ceiling"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ceiling'");
  }

  private Workcell open(boolean dryRun, String group) {
    So101Settings usual = So101Settings.defaults();
    So101Settings settings =
        new So101Settings(
            "emulated",
            "bench",
            Optional.empty(),
            usual.streamHz(),
            usual.limits(),
            usual.watchdogs(),
            usual.park(),
            usual.positionGain(),
            // a factory-fresh arm needs a calibration that a dry run does not write
            false,
            dryRun);
    CellConfig station =
        new CellConfig(
            "so101",
            Arms.so101(),
            ControllerConfig.so101(),
            Optional.of(PLACE),
            Optional.empty(),
            List.of(
                new CameraSettings.Test(
                    "wrist", "testsrc", 320, 240, 30, Optional.empty(), /* staleMs= */ 10_000)),
            dryRun);
    EnvironmentRequest request =
        new EnvironmentRequest(
            "pick-banana",
            settings,
            group.equals("proprioception") ? List.of(group) : List.of("proprioception", group),
            Optional.empty(),
            OptionalInt.empty());
    return RobotWorkcell.open(
        station,
        request,
        () -> operator,
        person ->
            So101.connect(
                settings,
                device.calibration(),
                new EmulatedLink(device.emulator(), clock),
                clock,
                person::confirmed));
  }

  private static StepResult play(Workcell workcell) {
    workcell.environment().reset(1);
    StepResult result;
    do {
      result = workcell.environment().step(Action.hold());
    } while (!result.episodeEnd().isEnd());
    return result;
  }
}
