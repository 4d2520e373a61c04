package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.so101.Calibration;
import org.e2hil.hardware.so101.CalibrationFiles;
import org.e2hil.hardware.so101.Motor;
import org.e2hil.hardware.so101.MotorCalibration;
import org.e2hil.hardware.so101.So101CellSettings;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first day of an arm: the commands that need no run, each at a terminal of its own. */
@Timeout(600)
class NewArmTest {

  /** A machine that builds something else is late. */
  private static final String PATIENT =
      "driver.watchdogs={\"commandMs\": 1000, \"staleMs\": 2000, \"faultMs\": 10000}";

  private static final String ENTER = "\r";

  @TempDir private Path folder;

  /** An arm that goes where its motors want, and is moved from end to end by hand while limp. */
  private static final class HandHeldBody implements EmulatedBody {

    private static final double SHARE_PER_S = 20;

    private final double[] endsRad = new double[Motor.values().length];
    private final double[] middlesRad = new double[Motor.values().length];
    private final double[] positionsRad = new double[Motor.values().length];
    private double[] goalsRad = positionsRad;
    private boolean[] underTorque = new boolean[positionsRad.length];
    private boolean moved;
    private double timeS;

    HandHeldBody(Calibration calibration) {
      for (Motor motor : Motor.values()) {
        MotorCalibration one = calibration.of(motor);
        int i = motor.index();
        endsRad[i] = (one.rangeMax() - one.rangeMin()) / 2.0 * Math.PI / 2048;
        // the jaw's zero is not its middle
        middlesRad[i] = motor == Motor.GRIPPER ? endsRad[i] - 0.17453 : 0;
        positionsRad[i] = middlesRad[i];
      }
    }

    synchronized void move(boolean isMoved) {
      moved = isMoved;
    }

    @Override
    public synchronized double[] positionsRad() {
      return positionsRad.clone();
    }

    @Override
    public synchronized void drive(double[] goals, boolean[] torque) {
      goalsRad = goals.clone();
      underTorque = torque.clone();
    }

    @Override
    public synchronized void advance(double seconds) {
      timeS += seconds;
      for (int i = 0; i < positionsRad.length; i++) {
        double wanted = underTorque[i] ? goalsRad[i] : middlesRad[i];
        if (moved && !underTorque[i] && i != Motor.WRIST_ROLL.index()) {
          wanted += 1.002 * endsRad[i] * Math.sin(2 * timeS);
        }
        positionsRad[i] += Math.min(1, SHARE_PER_S * seconds) * (wanted - positionsRad[i]);
      }
    }
  }

  private record Served(EmulatedSo101 arm, PseudoTerminal port, EmulatorThread bus)
      implements AutoCloseable {

    static Served of(EmulatedSo101 arm) {
      Clock clock = Clock.system();
      PseudoTerminal port = PseudoTerminal.open(clock);
      return new Served(arm, port, EmulatorThread.start(arm.emulator(), port, clock));
    }

    @Override
    public void close() {
      bus.close();
    }
  }

  private static Calibration factory() {
    return EmulatedSo101.atHome(SeededRandom.of(1, "faults")).calibration();
  }

  @Test
  void anArmThatIsCalibratedHereIsLedRightAwayAndItsEarlierFileIsKept() throws Exception {
    HandHeldBody body = new HandHeldBody(factory());
    EmulatedSo101 arm = EmulatedSo101.of(body, SeededRandom.of(1, "faults"));
    Path file = Files.writeString(folder.resolve("mine.json"), "{}");
    try (Served served = Served.of(arm)) {
      String port = served.port().path();
      try (TerminalProgram program =
          TerminalProgram.start(true, "calibrate", "--port", port, "--file", file.toString())) {
        program.await("the middle pose", () -> program.screen().contains("Then press Enter."));
        program.type(ENTER);
        program.await("the sweep", () -> program.screen().contains("highest"));
        body.move(true);
        Thread.sleep(8000);
        body.move(false);
        program.type(ENTER);
        assertThat(program.exitCode()).as(program.screen()).isZero();
        assertThat(program.screen()).contains("Shall it be replaced", "mine.json.1");
      }
      assertThat(folder.resolve("mine.json.1")).hasContent("{}");
      assertEqual(CalibrationFiles.read(file), arm.calibration());

      TaskSetup place = jog("so101", "driver.port=" + port, "driver.calibration=" + file, PATIENT);
      assertThat(place.workspace().highZM() - place.workspace().lowZM()).isGreaterThan(0.02);
    }
  }

  private static void assertEqual(Calibration made, Calibration wanted) {
    for (Motor motor : Motor.values()) {
      // an encoder knows no turns
      int difference =
          made.of(motor).homingOffset()
              - wanted.of(motor).homingOffset()
              - middle(wanted.of(motor));
      assertThat(Math.floorMod(difference + 2047 + 100, 4096))
          .as("%s", motor)
          .isCloseTo(100, Offset.offset(2));
      int span = made.of(motor).rangeMax() - made.of(motor).rangeMin();
      assertThat(span)
          .as("%s", motor)
          .isCloseTo(wanted.of(motor).rangeMax() - wanted.of(motor).rangeMin(), Offset.offset(60));
    }
  }

  private static int middle(MotorCalibration range) {
    return (range.rangeMin() + range.rangeMax()) / 2;
  }

  /** Leads an arm up and forward, and takes what is printed as the set-up of a scenario. */
  private static TaskSetup jog(String robot, String... settings) throws Exception {
    List<String> call = new ArrayList<>(List.of("jog", "--robot", robot));
    for (String setting : settings) {
      call.addAll(List.of("--set", setting));
    }
    try (TerminalProgram program = TerminalProgram.start(true, call.toArray(String[]::new))) {
      program.await("it leads", () -> program.screen().contains("tool z, m"));
      for (String keys : List.of("e", "\u001b[A", "e", "\u001b[B", "e", "\u001b[D")) {
        for (int i = 0; i < 4; i++) {
          program.type(keys);
          Thread.sleep(100);
        }
      }
      Thread.sleep(500);
      program.type("s");
      assertThat(program.exitCode()).as(program.screen()).isZero();
      String screen = program.screen();
      String printed = screen.substring(screen.indexOf("For the robot's block of a scenario:"));
      String json =
          printed.substring(
              printed.indexOf('{', printed.indexOf('{') + 1), printed.lastIndexOf('}'));
      Record block =
          Scenarios.discover().blocks().robot("so101", List.of(new Assignment("taskSetup", json)));
      return ((So101CellSettings) block).taskSetup().orElseThrow();
    }
  }

  @Test
  void emulatedArmsAreLedWithoutAnything() throws Exception {
    for (String robot : List.of("so101-emulated", "a1x-emulated")) {
      TaskSetup place = jog(robot, PATIENT);
      assertThat(place.workspace().highZM() - place.workspace().lowZM())
          .as(robot)
          .isGreaterThan(0.02);
      assertThat(place.zM()).as(robot).isGreaterThan(place.workspace().lowZM() + 0.02);
    }
  }

  @Test
  void oneMotorAfterTheOtherGetsItsNumberAtATerminal() throws Exception {
    EmulatedSo101 arm = EmulatedSo101.fromTheBox(SeededRandom.of(1, "faults"));
    try (Served served = Served.of(arm);
        TerminalProgram program =
            TerminalProgram.start(true, "setup-motors", "--port", served.port().path())) {
      for (int i = Motor.values().length - 1; i >= 0; i--) {
        String label = Motor.values()[i].label();
        program.await(
            label + "'s turn", () -> program.screen().contains("motor for " + label + " alone"));
        arm.emulator().plug(Set.of(i));
        program.type(ENTER);
        program.await(label + "'s id", () -> program.screen().contains(label + " has the id "));
      }
      program.await("the whole arm", () -> program.screen().contains("connect all six"));
      arm.emulator().plug(Set.of(0, 1, 2, 3, 4, 5));
      program.type(ENTER);
      assertThat(program.exitCode()).as(program.screen()).isZero();
      assertThat(program.screen())
          .contains("gripper has the id 6 now; it was found under 1 at 1,000,000 bit/s.")
          .contains("All six motors answer.");
      for (Motor motor : Motor.values()) {
        assertThat(arm.emulator().register(motor.id(), Register.LOCK)).isEqualTo(1);
      }
    }
  }

  @Test
  void whoeverPressesControlCDuringTheSweepFindsTheMotorsAsTheyWere() throws Exception {
    EmulatedSo101 arm = EmulatedSo101.atHome(SeededRandom.of(1, "faults"));
    try (Served served = Served.of(arm);
        TerminalProgram program =
            TerminalProgram.start(
                true,
                "calibrate",
                "--port",
                served.port().path(),
                "--file",
                folder.resolve("x.json").toString())) {
      program.await("the middle pose", () -> program.screen().contains("Then press Enter."));
      program.type(ENTER);
      program.await("the sweep", () -> program.screen().contains("highest"));
      assertThat(arm.emulator().register(2, Register.MIN_POSITION)).as("for the sweep").isZero();
      Instant asked = Instant.now();
      program.signal("INT");

      assertThat(program.exitCode()).as(program.screen()).isEqualTo(130);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
      assertThat(folder.resolve("x.json")).doesNotExist();
      assertThat(program.screen()).doesNotContain("old numbers");
      for (Motor motor : Motor.values()) {
        MotorCalibration before = arm.calibration().of(motor);
        assertThat(arm.emulator().register(motor.id(), Register.HOMING_OFFSET))
            .as("%s", motor)
            .isEqualTo(before.homingOffset());
        assertThat(arm.emulator().register(motor.id(), Register.MIN_POSITION))
            .as("%s", motor)
            .isEqualTo(before.rangeMin());
      }
    }
  }

  @Test
  void withoutATerminalOrAnArmEachCommandSaysSoInASentence() {
    Called.e2hil("calibrate", "--port", "/dev/none", "--id", "../x").refused("without slashes");
    Called.e2hil("calibrate", "--port", "/dev/none", "--id", "x", "--file", "y")
        .refused("leave one out");
    Called.e2hil("calibrate", "--port", "/dev/none", "--leader", "--file", "y")
        .refused("--leader says", "leave one out");
    Called.e2hil("calibrate", "--port", "/dev/none", "--file", folder.toString())
        .refused("which is a folder");
    Called.e2hil("setup-motors").refused("--port");
    Called.e2hil("jog", "--robot", "sim-so101").refused("has no driver", "so101-emulated");
    Called.e2hil("jog", "--with", "mouse").refused("mouse");
    Called.e2hil("jog", "--set", "teleoperation.prt=x").refused("prt");
    Called.e2hil("cameras", "--set", "type=test").refused("--set has no effect without");
    Called.e2hil("cameras", "--snapshot", "x.png", "--set", "device=/dev/video99")
        .refused("there is no camera /dev/video99");
    Called.e2hil("cameras", "--page", "x.html", "--set", "device=/dev/video99")
        .refused("there is no camera /dev/video99");
    Called.e2hil("cameras", "--page", "x.html", "--snapshot", "x.png").refused("give one of them");
    Called.e2hil("cameras", "--scenario", "pick-banana")
        .refused("--scenario has no effect without");
    Called.e2hil("cameras", "--page", "x.html", "--scenario", "pick-banana")
        .refused("the cameras of sim-a1x are simulated");
  }

  @Test
  void thePageForCropsHasEveryCameraOfAScenario() throws Exception {
    Path page = folder.resolve("pages/crops.html");
    String scenario =
        Files.writeString(
                folder.resolve("mine.json"),
                """
                {
                  "extends": "pick-banana",
                  "robot": {
                    "type": "so101",
                    "cameras": [
                      {"type": "test", "name": "wrist"},
                      {"type": "test", "name": "side", "pattern": "smptebars", "crop": {"x": 1, "y": 2, "width": 90, "height": 90}}
                    ]
                  }
                }
                """)
            .toString();
    String[] call = {"cameras", "--page", page.toString(), "--scenario", scenario};
    Called called = Called.e2hil(call).done();

    assertThat(called.out()).contains(page.toUri().toString());
    assertThat(page)
        .content()
        .contains("\"name\":\"wrist\"", "\"name\":\"side\"", "\"pattern\":\"smptebars\"")
        .contains("\"crop\":{\"x\":40,\"y\":0,\"width\":240,\"height\":240}")
        .contains("\"crop\":{\"x\":1,\"y\":2,\"width\":90,\"height\":90}");
    Called.e2hil(call).refused("is there already");
  }

  @Test
  void aSnapshotShowsTheWholePictureAndWhatAPolicySees() throws Exception {
    String file = folder.resolve("wrist").toString();
    List<String> call =
        List.of(
            "cameras",
            "--snapshot",
            file,
            "--set",
            "type=test",
            "--set",
            "crop={\"x\": 10, \"y\": 20, \"width\": 200, \"height\": 200}");
    Called called = Called.e2hil(call.toArray(String[]::new)).done();

    assertThat(called.out()).contains("wrist.png", "wrist-seen.png", "\"type\": \"test\"");
    assertThat(Optional.ofNullable(ImageIO.read(folder.resolve("wrist.png").toFile())))
        .hasValueSatisfying(picture -> assertThat(picture.getRGB(10, 20)).isEqualTo(0xFFFF00FF));
    Called.e2hil(call.toArray(String[]::new)).refused("is there already");
  }
}
