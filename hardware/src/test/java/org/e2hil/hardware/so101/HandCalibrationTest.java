package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.BusFaults;
import org.e2hil.hardware.emulator.EmulatedBody;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.FeetechEmulator;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.terminal.ScriptedPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person moves an emulated arm by hand, which shows its encoders in ticks. */
@Timeout(120)
class HandCalibrationTest {

  private static final String ENTER = "\r";
  private static final String ESCAPE = "\u001b";

  /** Encoders in the middle pose, and at both ends of every joint; two of them wrap around. */
  private static final int[] MIDDLE = {1735, 2687, 2142, 843, 2065, 3580};

  private static final int[] LOWEST = {480, 1550, 1040, -240, 2065, 2960};
  private static final int[] HIGHEST = {2990, 3820, 3240, 1920, 2065, 4190};

  /**
   * By LeRobot's formulas: offset = middle − int(4095 / 2), range = lowest and highest − offset,
   * and the whole turn for wrist_roll.
   */
  private static final Calibration LEROBOT =
      new Calibration(
          Map.of(
              Motor.SHOULDER_PAN, new MotorCalibration(1, 0, -312, 792, 3302),
              Motor.SHOULDER_LIFT, new MotorCalibration(2, 0, 640, 910, 3180),
              Motor.ELBOW_FLEX, new MotorCalibration(3, 0, 95, 945, 3145),
              Motor.WRIST_FLEX, new MotorCalibration(4, 0, -1204, 964, 3124),
              Motor.WRIST_ROLL, new MotorCalibration(5, 0, 18, 0, 4095),
              Motor.GRIPPER, new MotorCalibration(6, 0, 1533, 1427, 2657)));

  @TempDir private Path folder;

  private final AtomicIntegerArray held = new AtomicIntegerArray(MIDDLE);
  private final FeetechEmulator emulator =
      new FeetechEmulator(
          new double[Motor.COUNT], new HeldBody(), new BusFaults(SeededRandom.of(1, "faults")));
  private final ScriptedPerson person = new ScriptedPerson();

  /** Limp joints that stay where the hand holds them. */
  private final class HeldBody implements EmulatedBody {

    @Override
    public double[] positionsRad() {
      double[] positions = new double[Motor.COUNT];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = held.get(i) * 2 * Math.PI / 4096;
      }
      return positions;
    }

    @Override
    public void drive(double[] goalsRad, boolean[] underTorque) {}

    @Override
    public void advance(double seconds) {}
  }

  private Calibration calibrate() {
    try (EmulatedLink link = new EmulatedLink(emulator, Clock.system())) {
      return HandCalibration.make(link, Clock.system(), person.dialogue());
    }
  }

  /** Holds a joint somewhere until it was looked at. */
  private void hold(int motor, int ticks) throws InterruptedException {
    held.set(motor, ticks);
    int looks = emulator.count(Instruction.SYNC_READ);
    while (emulator.count(Instruction.SYNC_READ) < looks + 2) {
      Thread.sleep(1);
    }
  }

  private void homeAndSweep() throws InterruptedException {
    person.await("Then press Enter.");
    person.type(ENTER);
    person.await("Now move every joint");
    for (int i = 0; i < Motor.COUNT; i++) {
      hold(i, LOWEST[i]);
      hold(i, HIGHEST[i]);
      hold(i, MIDDLE[i]);
    }
    person.type(ENTER);
  }

  @Test
  void theSameSweepGivesWhatLeRobotsFormulasGive() throws Exception {
    person.begin(this::homeAndSweep);

    assertThat(calibrate()).isEqualTo(LEROBOT);
    person.finish();
    for (Motor motor : Motor.values()) {
      MotorCalibration one = LEROBOT.of(motor);
      assertThat(emulator.register(motor.id(), Register.HOMING_OFFSET))
          .isEqualTo(one.homingOffset());
      assertThat(emulator.register(motor.id(), Register.MIN_POSITION)).isEqualTo(one.rangeMin());
      assertThat(emulator.register(motor.id(), Register.MAX_POSITION)).isEqualTo(one.rangeMax());
      assertThat(emulator.register(motor.id(), Register.TORQUE_ENABLE)).isZero();
    }
    assertThat(person.typist().screen()).contains("moved", "2510 of about 2502");
  }

  @Test
  void whatTheMotorsWereGivenSurvivesALossOfPower() throws Exception {
    emulator.setRegister(3, Register.PHASE, 0x1C);
    person.begin(this::homeAndSweep);
    calibrate();
    person.finish();
    emulator.powerCycle();

    assertThat(emulator.register(3, Register.HOMING_OFFSET)).isEqualTo(95);
    assertThat(emulator.register(3, Register.MAX_POSITION)).isEqualTo(3145);
    assertThat(emulator.register(3, Register.PHASE)).isEqualTo(0x0C);
  }

  @Test
  void jointsThatWereNotMovedAreNamedAndTheSweepGoesOn() throws Exception {
    person.begin(
        () -> {
          person.await("Then press Enter.");
          person.type(ENTER);
          person.await("Now move every joint");
          person.type(ENTER);
          person.await(
              "shoulder_pan, shoulder_lift, elbow_flex, wrist_flex, gripper was not moved");
          for (int i = 0; i < Motor.COUNT; i++) {
            hold(i, LOWEST[i]);
            hold(i, HIGHEST[i]);
          }
          person.type(ENTER);
        });

    assertThat(calibrate()).isEqualTo(LEROBOT);
    person.finish();
  }

  @Test
  void aJointThatWasNotInTheMiddleAndWentOverTheSeamIsCalibratedOnceMore() throws Exception {
    held.set(0, LOWEST[0]);
    person.begin(
        () -> {
          person.await("Then press Enter.");
          person.type(ENTER);
          person.await("Now move every joint");
          hold(0, LOWEST[0] + 2047);
          hold(0, LOWEST[0] + 2050);
          person.type(ENTER);
          person.await("shoulder_pan went over the seam");
          held.set(0, MIDDLE[0]);
          homeAndSweep();
        });

    assertThat(calibrate()).isEqualTo(LEROBOT);
    person.finish();
  }

  @Test
  void aMiddlePoseThatNoOffsetReachesIsAskedForAgain() throws Exception {
    held.set(4, 4095);
    person.begin(
        () -> {
          person.await("Then press Enter.");
          person.type(ENTER);
          person.await("motor 5 (wrist_roll) stands on the very seam");
          held.set(4, MIDDLE[4]);
          homeAndSweep();
        });

    assertThat(calibrate()).isEqualTo(LEROBOT);
    person.finish();
  }

  @Test
  void whoeverLeavesEarlyFindsTheMotorsAsTheyWere() throws Exception {
    emulator.setRegister(2, Register.HOMING_OFFSET, 123);
    emulator.setRegister(2, Register.MIN_POSITION, 700);
    person.begin(
        () -> {
          person.await("Then press Enter.");
          person.type(ENTER);
          person.await("Now move every joint");
          person.type(ESCAPE);
        });

    assertThatThrownBy(this::calibrate)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("ended with Escape");
    person.finish();
    assertThat(emulator.register(2, Register.HOMING_OFFSET)).isEqualTo(123);
    assertThat(emulator.register(2, Register.MIN_POSITION)).isEqualTo(700);
  }

  /** A program that is told to end: its port is taken away once the link's last words are said. */
  private void endDuringTheSweep(AtomicReference<Runnable> lastWords, AtomicBoolean leaving)
      throws InterruptedException {
    person.await("Then press Enter.");
    person.type(ENTER);
    person.await("Now move every joint");
    hold(0, LOWEST[0]);
    Thread shutdown =
        new Thread(
            () -> {
              leaving.set(true);
              lastWords.get().run();
              emulator.faults().unplug();
            });
    shutdown.start();
    shutdown.join();
  }

  @Test
  void aProgramThatIsToldToEndDuringTheSweepGivesTheMotorsTheirOldNumbersFirst() throws Exception {
    emulator.setRegister(1, Register.HOMING_OFFSET, 123);
    emulator.setRegister(6, Register.MAX_POSITION, 3000);
    AtomicReference<Runnable> lastWords = new AtomicReference<>(() -> {});
    AtomicBoolean leaving = new AtomicBoolean();
    ByteLink link = new LinkWithLastWords(new EmulatedLink(emulator, Clock.system()), lastWords);
    person.begin(() -> endDuringTheSweep(lastWords, leaving));

    assertThatThrownBy(
            () -> HandCalibration.make(link, Clock.system(), person.dialogue(leaving::get)))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("it was ended")
        .hasMessageNotContaining("old numbers");
    person.finish();
    assertThat(emulator.register(1, Register.HOMING_OFFSET)).isEqualTo(123);
    assertThat(emulator.register(6, Register.MAX_POSITION)).isEqualTo(3000);
    assertThat(emulator.register(6, Register.LOCK)).isEqualTo(1);
  }

  @Test
  void aMotorThatCannotBeGivenItsOldNumbersIsNamedAndKeepsNoOtherFromThem() throws Exception {
    emulator.setRegister(1, Register.HOMING_OFFSET, 123);
    emulator.setRegister(6, Register.HOMING_OFFSET, 456);
    AtomicBoolean leaving = new AtomicBoolean();
    person.begin(
        () -> {
          person.await("Then press Enter.");
          person.type(ENTER);
          person.await("Now move every joint");
          hold(0, LOWEST[0]);
          leaving.set(true);
          emulator.faults().mute(3, true);
        });

    assertThatThrownBy(
            () ->
                HandCalibration.make(
                    new EmulatedLink(emulator, Clock.system()),
                    Clock.system(),
                    person.dialogue(leaving::get)))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageContaining("; elbow_flex could not be given back the old numbers, so calibrate");
    person.finish();
    assertThat(emulator.register(1, Register.HOMING_OFFSET)).isEqualTo(123);
    assertThat(emulator.register(6, Register.HOMING_OFFSET)).isEqualTo(456);
  }

  /** A link whose last words a test says. */
  private record LinkWithLastWords(ByteLink link, AtomicReference<Runnable> lastWords)
      implements ByteLink {

    @Override
    public String name() {
      return link.name();
    }

    @Override
    public void write(byte[] bytes, int length) {
      link.write(bytes, length);
    }

    @Override
    public int read(byte[] into, long deadlineNanos) {
      return link.read(into, deadlineNanos);
    }

    @Override
    public void drain() {
      link.drain();
    }

    @Override
    public void beforeShutdown(Runnable action) {
      lastWords.set(action);
    }

    @Override
    public void close() {
      link.close();
    }
  }

  @Test
  void anArmUnderTorqueGoesLimpOnlyOnceSomebodySupportsIt() throws Exception {
    emulator.setRegister(2, Register.TORQUE_ENABLE, 1);
    person.begin(
        () -> {
          person.await("may it go limp? [y/n]");
          person.type("n");
        });

    assertThatThrownBy(this::calibrate).hasMessageContaining("support it and begin again");
    person.finish();
    assertThat(emulator.register(2, Register.TORQUE_ENABLE)).isEqualTo(1);
  }

  @Test
  void anEarlierFileIsKeptBesideTheNewOne() throws Exception {
    Path file = folder.resolve("my_arm.json");
    Files.writeString(file, "a person's first");

    assertThat(CalibrationFiles.writeKeeping(file, LEROBOT))
        .contains(folder.resolve("my_arm.json.1"));
    assertThat(CalibrationFiles.writeKeeping(file, LEROBOT))
        .contains(folder.resolve("my_arm.json.2"));

    assertThat(folder.resolve("my_arm.json.1")).hasContent("a person's first");
    assertThat(CalibrationFiles.read(file)).isEqualTo(LEROBOT);
    assertThat(CalibrationFiles.writeKeeping(folder.resolve("new.json"), LEROBOT)).isEmpty();
  }
}
