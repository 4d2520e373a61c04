package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.training.Checkpoint;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.emulator.RosbridgeServer;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.so101.CalibrationFiles;
import org.e2hil.hardware.so101.Motor;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole training on a robot, in a process of its own that is ended in the midst of it. The arm,
 * which lives here, holds, and what was recorded is there.
 */
@EnabledOnOs(OS.LINUX)
class EndOfTrainingTest {

  private static final String SCENARIO =
      """
      {
        "task": {"type": "pick-banana", "horizon": 5},
        "robot": ROBOT,
        "observation": ["proprioception"],
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {
          "steps": 100000, "warmupSteps": 3, "demonstrations": 0, "checkpointEverySteps": 5
        },
        "diagnostics": "off"
      }
      """;

  /** A busy machine shall not be taken for a broken cable. */
  private static final String WATCHDOGS =
      "\"watchdogs\": {\"commandMs\": 1000, \"staleMs\": 2000, \"faultMs\": 10000}";

  @TempDir private Path folder;

  /** An arm at the other end of its real bytes. */
  private interface Device extends AutoCloseable {
    String robot() throws IOException;

    double[] jointsRad();

    boolean isUnderTorque();

    @Override
    void close();
  }

  /** Both arms, and how a person or a system ends a program, with what it returns then. */
  enum Kind {
    A1X(Arms.a1x(), "INT", 130),
    SO101(Arms.so101(), "TERM", 143);

    private final ArmModel arm;
    private final String signal;
    private final int exitCode;

    Kind(ArmModel arm, String signal, int exitCode) {
      this.arm = arm;
      this.signal = signal;
      this.exitCode = exitCode;
    }
  }

  private Device serve(Kind kind) {
    return kind == Kind.A1X ? new ServedA1x() : new ServedSo101();
  }

  private static final class ServedA1x implements Device {

    private final Clock clock = Clock.system();
    private final EmulatedA1x arm = EmulatedA1x.atHome(SeededRandom.of(3, "faults"));
    private final RosbridgeServer bridge = arm.serveRosbridge(0, clock);

    @Override
    public String robot() {
      return "{\"type\": \"a1x\", \"driver\": {\"route\": {\"type\": \"rosbridge\", \"uri\": \"%s\"}, %s}}"
          .formatted(bridge.uri(), WATCHDOGS);
    }

    @Override
    public double[] jointsRad() {
      return arm.emulator().positions(clock.nanoTime());
    }

    @Override
    public boolean isUnderTorque() {
      return arm.emulator().isUnderTorque();
    }

    @Override
    public void close() {
      bridge.close();
    }
  }

  private final class ServedSo101 implements Device {

    private final Clock clock = Clock.system();
    private final EmulatedSo101 arm = EmulatedSo101.atHome(SeededRandom.of(3, "faults"));
    private final PseudoTerminal port = PseudoTerminal.open(clock);
    private final EmulatorThread bus = EmulatorThread.start(arm.emulator(), port, clock);

    @Override
    public String robot() {
      Path calibration = folder.resolve("mine.json");
      CalibrationFiles.write(calibration, arm.calibration());
      return "{\"type\": \"so101\", \"driver\": {\"port\": \"%s\", \"calibration\": \"%s\", %s}}"
          .formatted(port.path(), calibration, WATCHDOGS);
    }

    @Override
    public double[] jointsRad() {
      arm.emulator().advanceTo(clock.nanoTime());
      return arm.emulator().positionsRad();
    }

    @Override
    public boolean isUnderTorque() {
      return List.of(Motor.values()).stream()
          .allMatch(m -> arm.emulator().register(m.id(), Register.TORQUE_ENABLE) == 1);
    }

    @Override
    public void close() {
      bus.close();
    }
  }

  private static void awaitEpisodes(TerminalProgram program, RunDirectory run, int count)
      throws InterruptedException {
    program.await(
        count + " episodes are recorded",
        () -> Files.exists(run.episodes()) && EpisodeFile.count(run.episodes()) >= count);
    program.await("there is a checkpoint", () -> Files.exists(run.checkpoint()));
  }

  private static double fromHomeRad(Kind kind, Device device) {
    return apart(device.jointsRad(), kind.arm.homeRad().stream().mapToDouble(rad -> rad).toArray());
  }

  private static double apart(double[] one, double[] other) {
    double farthest = 0;
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      farthest = Math.max(farthest, Math.abs(one[i] - other[i]));
    }
    return farthest;
  }

  /** Nobody sends it anywhere any more: it stands, after what was under way has arrived. */
  private static void assertHolds(Device device) throws InterruptedException {
    Clock clock = Clock.system();
    double moved = Double.POSITIVE_INFINITY;
    for (int looks = 0; looks < 50 && moved > 1e-3; looks++) {
      double[] before = device.jointsRad();
      clock.sleepUntil(clock.nanoTime() + 200_000_000);
      moved = apart(device.jointsRad(), before);
    }
    assertThat(moved).isLessThan(1e-3);
    assertThat(device.isUnderTorque()).isTrue();
  }

  private static void assertNothingIsLost(RunDirectory run, int episodes) {
    assertThat(EpisodeFile.read(run.episodes())).hasSizeGreaterThanOrEqualTo(episodes);
    Scenarios scenarios = Scenarios.discover();
    String fingerprint =
        scenarios.fingerprint(scenarios.read(run.scenario().toString(), List.of()));
    Checkpoint.read(
        run.checkpoint(),
        fingerprint,
        in ->
            in.section(
                "progress",
                section -> {
                  assertThat(section.readLong()).as("control periods").isPositive();
                  section.skipBytes(Integer.MAX_VALUE);
                }));
  }

  private String write(Device device) throws IOException {
    return Files.writeString(
            folder.resolve("banana.json"), SCENARIO.replace("ROBOT", device.robot()))
        .toString();
  }

  @ParameterizedTest
  @EnumSource
  void askedToEndItParksTheArmSaysHowToGoOnAndLosesNothing(Kind kind) throws Exception {
    RunDirectory run = new RunDirectory(folder.resolve("run"));
    try (Device device = serve(kind);
        TerminalProgram program =
            TerminalProgram.start(
                /* maySupport= */ true, "train", write(device), "--out", run.path().toString())) {
      awaitEpisodes(program, run, 2);
      assertThat(fromHomeRad(kind, device)).isGreaterThan(0.1);
      program.signal(kind.signal);

      assertThat(program.exitCode()).as(program.screen()).isEqualTo(kind.exitCode);
      assertThat(fromHomeRad(kind, device)).as("parked").isLessThan(0.03);
      assertThat(program.screen())
          .contains("stopped before the end", "Go on with: e2hil train --resume " + run.path())
          .doesNotContain("Exception");
      // a serial port is closed before anybody can be asked whether the arm may go limp
      assertThat(device.isUnderTorque()).isEqualTo(kind == Kind.SO101);
      assertNothingIsLost(run, 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void killedItLeavesTheArmHoldingAndGoesOnFromItsCheckpoint(Kind kind) throws Exception {
    RunDirectory run = new RunDirectory(folder.resolve("run"));
    try (Device device = serve(kind)) {
      try (TerminalProgram program =
          TerminalProgram.start(
              /* maySupport= */ true, "train", write(device), "--out", run.path().toString())) {
        awaitEpisodes(program, run, 2);
        program.signal("KILL");

        assertThat(program.exitCode()).isEqualTo(137);
        assertHolds(device);
        assertThat(fromHomeRad(kind, device)).as("where it was").isGreaterThan(0.1);
        assertNothingIsLost(run, 2);
      }
      try (TerminalProgram program =
          TerminalProgram.start(
              /* maySupport= */ true, "train", "--resume", run.path().toString())) {
        program.await("it goes on", () -> program.screen().contains("Going on from step "));
        awaitEpisodes(program, run, 3);
      }
      assertHolds(device);
      assertNothingIsLost(run, 3);
    }
  }

  @Test
  void demonstrationsThatAPersonGaveCountHoweverOftenTheTerminalIsClosed() throws Exception {
    RunDirectory run = new RunDirectory(folder.resolve("run"));
    try (Device device = serve(Kind.SO101)) {
      Path scenario = folder.resolve("banana.json");
      Files.writeString(
          scenario,
          SCENARIO
              .replace("ROBOT", device.robot())
              .replace("\"horizon\": 5", "\"horizon\": 2000")
              .replace("\"demonstrations\": 0", "\"demonstrations\": 4")
              .replace(
                  "\"diagnostics\"",
                  "\"intervention\": {\"teleoperation\": \"keyboard\"}, \"diagnostics\""));
      giveDemonstrations(
          run, 2, "Ready with", "train", scenario.toString(), "--out", run.path().toString());
      assertThat(EpisodeFile.count(run.demonstrations())).isEqualTo(2);
      giveDemonstrations(
          run, 1, "you have given 2 before", "train", "--resume", run.path().toString());
      assertThat(EpisodeFile.count(run.demonstrations())).isEqualTo(3);
      giveDemonstrations(
          run, 1, "4 demonstrations are ready", "train", "--resume", run.path().toString());

      assertThat(EpisodeFile.count(run.demonstrations())).isEqualTo(4);
    }
  }

  /** Gives some more, waits for words on the screen and ends the program by force. */
  private static void giveDemonstrations(
      RunDirectory run, int count, String words, String... arguments) throws Exception {
    int before = Files.exists(run.demonstrations()) ? EpisodeFile.count(run.demonstrations()) : 0;
    try (TerminalProgram program = TerminalProgram.start(/* maySupport= */ true, arguments)) {
      for (int given = 1; given <= count; given++) {
        int all = before + given;
        program.await(
            "demonstration " + all + " is recorded",
            () -> {
              // said again and again, for what is said before an episode is not about it
              program.type("s");
              return Files.exists(run.demonstrations())
                  && EpisodeFile.count(run.demonstrations()) >= all;
            });
      }
      program.await("it says: " + words, () -> program.screen().contains(words));
      program.signal("KILL");
      program.exitCode();
    }
  }
}
