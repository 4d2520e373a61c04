package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCheckTest {

  private static Path file(String name) throws URISyntaxException {
    return Path.of(CalibrationCheckTest.class.getResource("/calibration/" + name).toURI());
  }

  @Test
  void anArmWhoseJointsWereMovedFromEndToEndIsNotDoubted() throws URISyntaxException {
    Calibration plausible = CalibrationFiles.read(file("plausible.json"));

    assertThat(CalibrationCheck.doubts(plausible)).isEmpty();
    assertThatCode(() -> CalibrationCheck.requirePossible(plausible)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "gripper-of-a-whole-turn.json, gripper spans 4095 ticks",
    "gripper-of-one-tick.json, gripper spans 1 ticks",
    "lift-half-swept.json, shoulder_lift spans 1101 ticks",
    "lift-over-the-seam.json, shoulder_lift spans 4095 ticks",
    "pan-of-250-ticks.json, shoulder_pan spans 249 ticks"
  })
  void aCalibrationThatWouldMoveTheArmWronglyIsRefusedByItsMotor(String name, String sentence)
      throws URISyntaxException {
    Calibration impossible = CalibrationFiles.read(file(name));
    Bench bench = new Bench();

    assertThatThrownBy(() -> bench.connect(Bench.STAY, impossible))
        .isInstanceOf(CalibrationException.class)
        .hasMessageStartingWith(sentence)
        .hasMessageContaining("calibrate again");
    assertThat(bench.isUnderTorque()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1256, 1445, 1476, 1590, 2400})
  void aGripperThatOpensFurtherThanOthersIsNotDoubted(int ticks) {
    assertThat(CalibrationCheck.impossible(Motor.GRIPPER, ticks)).isEmpty();
  }

  @Test
  void aSpanThatIsAQuarterTooShortIsDoubtedAndUsed(@TempDir Path folder) throws Exception {
    String plausible = Files.readString(file("plausible.json"));
    Path shorter =
        Files.writeString(
            folder.resolve("short.json"),
            plausible.replace("\"range_max\": 3210", "\"range_max\": 2663"));
    Calibration calibration = CalibrationFiles.read(shorter);

    assertThat(CalibrationCheck.doubts(calibration))
        .singleElement()
        .asString()
        .startsWith("shoulder_pan spans 1877 ticks, but the joint travels about 2502");
    assertThatCode(() -> CalibrationCheck.requirePossible(calibration)).doesNotThrowAnyException();
  }
}
