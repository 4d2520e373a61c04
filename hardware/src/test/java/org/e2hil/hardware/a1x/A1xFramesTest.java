package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.hardware.a1x.A1xFrames.Target;
import org.e2hil.hardware.can.CanFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class A1xFramesTest {

  @ParameterizedTest
  @CsvSource({
    "7, 0, 0, 0, 0, 7756 0000 0000 0000 0000",
    "-7, 0, 0, 0, 0, 88AA 0000 0000 0000 0000",
    "0, 99, 0, 0, 0, 0000 7530 0000 0000 0000",
    "0, 0, 999, 0, 0, 0000 0000 7530 0000 0000",
    "0, 0, -1, 0, 0, 0000 0000 0000 0000 0000",
    "0, 0, 0, 999, 0, 0000 0000 0000 7530 0000",
    "0, 0, 0, 0, 999, 0000 0000 0000 0000 7530",
    "1.00019, 0, 0, 0, 0, 125C 0000 0000 0000 0000",
    "-1.00019, 0, 0, 0, 0, EDA4 0000 0000 0000 0000"
  })
  void numbersAreClampedScaledAndCutOffTowardZero(
      double position, double velocity, double kp, double kd, double effort, String bytes) {
    CanFrame frame = A1xFrames.gripper(new Target(position, velocity, kp, kd, effort));

    assertThat(HexFormat.of().withUpperCase().formatHex(frame.data()))
        .isEqualTo(bytes.replace(" ", ""));
  }

  @Test
  void aCommandOfZerosIsSixtyZeroBytesThatTheWireCarriesAsSixtyFour() {
    Target[] zeros = new Target[6];
    Arrays.fill(zeros, Target.ZERO);
    CanFrame frame = A1xFrames.arm(zeros);

    assertThat(frame.id()).isEqualTo(0x050);
    assertThat(frame.data()).isEqualTo(new byte[60]);
    assertThat(frame.padded().data()).isEqualTo(new byte[64]);
    assertThat(A1xFrames.gripper(Target.ZERO).padded())
        .isEqualTo(new CanFrame(0x051, new byte[12]));
  }

  @Test
  void functionsAreOneByteAndNoneOfThemIsACalibration() {
    for (FunctionCode function : FunctionCode.values()) {
      assertThat(A1xFrames.function(function))
          .isEqualTo(new CanFrame(0x053, (byte) function.code()));
      assertThat(function.code()).isIn(1, 2, 4);
    }
  }

  @Test
  void aCommandForAnotherNumberOfJointsIsRefused() {
    assertThatThrownBy(() -> A1xFrames.arm(Target.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 joints");
  }

  @Test
  void feedbackEndsInItsFooterAndReadsBack() {
    double[] positions = {0.1, 1.2, -0.8, 0.4, -0.2, 2, 0.6};
    A1xReading reading = new A1xReading(positions, new double[7], new double[7]);
    CanFrame frame = A1xFrames.feedback(reading);

    assertThat(frame.id()).isEqualTo(0x052);
    assertThat(HexFormat.of().withUpperCase().formatHex(frame.data()))
        .hasSize(96)
        .startsWith("01D600000000")
        .endsWith("5C2E0024A827");
    A1xReading back = A1xFrames.feedback(frame).orElseThrow();
    for (int i = 0; i < 7; i++) {
      assertThat(back.position(i)).isCloseTo(positions[i], within(1.001 / 4700));
    }
  }

  @Test
  void theStatusOfAnIdleArmIsNoComplaint() {
    CanFrame idle =
        new CanFrame(0x054, HexFormat.of().parseHex("0010001000100010001000100010" + "FFF9"));
    assertThat(A1xFrames.status(idle).orElseThrow().complaint()).isEmpty();

    byte[] bytes = idle.data();
    bytes[5] = 0x12;
    assertThat(A1xFrames.status(new CanFrame(0x054, bytes)).orElseThrow().complaint().orElseThrow())
        .startsWith("arm_joint3 reports that it is disconnected");
  }

  @Property(tries = 500)
  void noFrameHoweverStrangeBreaksTheDecoders(
      @ForAll @IntRange(min = 0, max = 0x7FF) int id, @ForAll @Size(max = 64) byte[] data) {
    CanFrame frame = new CanFrame(0x050 + id % 8, data);

    assertThat(A1xFrames.feedback(frame))
        .as("without the footer it is no feedback")
        .matches(reading -> reading.isEmpty() || (data.length == 48 && (data[42] & 0xFF) == 0x5C));
    assertThat(A1xFrames.status(frame)).matches(s -> s.isEmpty() || data.length == 16);
  }

  @Property(tries = 500)
  void aFeedbackWhoseFooterIsDamagedIsNotBelieved(
      @ForAll @IntRange(min = 42, max = 47) int at,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    byte[] bytes =
        A1xFrames.feedback(new A1xReading(new double[7], new double[7], new double[7])).data();
    bytes[at] ^= (byte) flip;

    assertThat(A1xFrames.feedback(new CanFrame(0x052, bytes))).isEmpty();
  }

  @Property(tries = 500)
  void whatTheArmIsAskedForIsWhatItReads(
      @ForAll @DoubleRange(min = -6.5, max = 6.5) double position,
      @ForAll @DoubleRange(min = 0, max = 500) double kp) {
    CanFrame frame = A1xFrames.gripper(new Target(position, 0, kp, 1, 0));

    assertThat(A1xFrames.target(frame, 0).positionRad()).isCloseTo(position, within(1.001 / 4700));
    assertThat(A1xFrames.target(frame, 0).kp()).isCloseTo(kp, within(1.001 / 60));
  }
}
