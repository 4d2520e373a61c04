package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.hardware.checkup.Finding;
import org.e2hil.hardware.checkup.Finding.State;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class So101CheckupTest {

  private final Bench bench = new Bench();
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void aHealthyArmHasSixMotorsAndFastFeedback() {
    for (Motor motor : Motor.values()) {
      bench.device.emulator().setRegister(motor.id(), Register.RETURN_DELAY, 0);
    }
    check();

    assertThat(findings).hasSize(7).allMatch(finding -> finding.state() == State.GOOD);
    assertThat(findings.get(0).what()).contains("motor 1 (shoulder_pan)");
    assertThat(findings.get(0).found()).contains("firmware 3.10, 7.4 V, 30 °C, limp");
    assertThat(findings.get(6).what()).isEqualTo("feedback");
  }

  @Test
  void nothingIsWritten() {
    check();

    assertThat(bench.device.emulator().count(Instruction.READ)).isPositive();
    assertThat(bench.device.emulator().count(Instruction.WRITE)).isZero();
    assertThat(bench.device.emulator().count(Instruction.SYNC_WRITE)).isZero();
  }

  @Test
  void aMotorThatIsNotThereIsNamedAndTheOthersAreStillLookedAt() {
    bench.device.faults().mute(3, true);
    check();

    assertThat(findings).hasSize(6);
    assertThat(findings.get(2).state()).isEqualTo(State.MISSING);
    assertThat(findings.get(2).found()).contains("elbow_flex").contains("check its plugs");
    assertThat(findings.get(5).state()).isEqualTo(State.GOOD);
  }

  @Test
  void aSupplyThatIsTooLowIsSeen() {
    bench.device.emulator().setRegister(2, Register.MIN_VOLTAGE, 95);
    bench.device.emulator().setRegister(2, Register.MAX_VOLTAGE, 130);
    check();

    assertThat(findings.get(1).state()).isEqualTo(State.MISSING);
    assertThat(findings.get(1).found()).contains("it needs 9.5 to 13.0 V");
  }

  @Test
  void anotherCalibrationThanTheFilesIsSeen() {
    bench.device.emulator().setRegister(4, Register.HOMING_OFFSET, 7);
    check();

    assertThat(findings.get(3).state()).isEqualTo(State.MISSING);
    assertThat(findings.get(3).found()).contains("another calibration than the file");
  }

  @Test
  void aMotorThatCountsTurnsIsSeen() {
    bench.device.emulator().setRegister(5, Register.PHASE, 0x1C);
    check();

    assertThat(findings.get(4).state()).isEqualTo(State.LIMITED);
    assertThat(findings.get(4).found()).contains("it counts turns (bit 10h of its Phase");
  }

  @Test
  void slowFeedbackWouldDoButNotWell() {
    bench.device.faults().delay(2_500_000);
    check();

    assertThat(findings).last().extracting(Finding::what).isEqualTo("feedback");
  }

  @Test
  void aPulledCableIsAFindingToo() {
    bench.device.faults().unplug();
    check();

    assertThat(findings).last().extracting(Finding::state).isEqualTo(State.MISSING);
  }

  @Test
  void withoutPortAndCalibrationBothAreNamedWithWhatToDo(@TempDir Path folder) {
    So101Settings usual = So101Settings.defaults();
    So101Settings absent =
        new So101Settings(
            "/dev/no-such-port",
            "nobody",
            Optional.of(folder.resolve("none.json").toString()),
            usual.streamHz(),
            usual.limits(),
            usual.watchdogs(),
            usual.park(),
            usual.positionGain(),
            false,
            false);
    new So101Checkup()
        .check(
            new So101CellSettings(absent, Optional.empty(), Optional.empty(), List.of()),
            findings::add);

    assertThat(findings).extracting(Finding::what).containsExactly("calibration", "serial port");
    assertThat(findings).allMatch(finding -> finding.state() == State.MISSING);
    assertThat(findings.get(1).found()).contains("no serial port /dev/no-such-port");
  }

  private void check() {
    So101Checkup.check(
        new EmulatedLink(bench.device.emulator(), bench.clock),
        bench.clock,
        Optional.of(bench.device.calibration()),
        findings::add);
  }
}
