package org.e2hil.hardware.feetech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  @Test
  void theReplyToAPingIsWhatTheMakersManualPrints() {
    assertThat(decode("FFFF010200FC")).containsExactly(new Frame(1, 0));
    assertThat(new Frame(1, 0)).hasToString("FF FF 01 02 00 FC");
  }

  @Test
  void theReplyWithAModelNumberReadsAsAnSts3215() {
    Frame reply = decode("FFFF0104000903EE").get(0);

    assertThat(Register.MODEL.decode(reply.parameters(), 0)).isEqualTo(777);
  }

  @Test
  void questionsAreWrittenAsTheMakersManualWritesThem() {
    assertThat(Frame.ping(1)).hasToString("FF FF 01 02 01 FB");
    assertThat(Frame.read(1, 56, 2)).hasToString("FF FF 01 04 02 38 02 BE");
    assertThat(Frame.write(1, Register.GOAL_POSITION, 2048))
        .hasToString("FF FF 01 05 03 2A 00 08 C4");
    assertThat(Frame.syncRead(56, 8, new int[] {1, 2}))
        .hasToString("FF FF FE 06 82 38 08 01 02 36");
    assertThat(Frame.syncWrite(Register.TORQUE_ENABLE, new int[] {1, 2}, new int[] {1, 0}))
        .hasToString("FF FF FE 08 83 28 01 01 01 02 00 49");
  }

  @ParameterizedTest
  @CsvSource({
    "HOMING_OFFSET, -1, 0108",
    "HOMING_OFFSET, 2047, FF07",
    "HOMING_OFFSET, -2047, FF0F",
    "GOAL_POSITION, -5, 0580",
    "PRESENT_LOAD, -100, 6404",
    "GOAL_POSITION, 4095, FF0F",
    "P_GAIN, 16, 10"
  })
  void signedNumbersAreAMagnitudeAndASignBit(Register register, int value, String bytes) {
    byte[] encoded = new byte[register.width()];
    register.encode(value, encoded, 0);

    assertThat(HexFormat.of().withUpperCase().formatHex(encoded)).isEqualTo(bytes);
    assertThat(register.decode(encoded, 0)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"HOMING_OFFSET, 2048", "HOMING_OFFSET, -2048", "P_GAIN, 256", "P_GAIN, -1"})
  void aNumberThatDoesNotFitItsRegisterIsRefused(Register register, int value) {
    assertThatThrownBy(() -> register.encode(value, new byte[2], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void statusBitsAreNamed() {
    assertThat(StatusBit.of(0b100001))
        .containsExactlyInAnyOrder(StatusBit.VOLTAGE, StatusBit.OVERLOAD);
    assertThat(StatusBit.of(0)).isEmpty();
    assertThat(new MotorFaultException("motor 3 (elbow_flex)", StatusBit.of(32)))
        .hasMessageStartingWith("motor 3 (elbow_flex) reports overload: ")
        .hasMessageContaining("power-cycle");
  }

  private static List<Frame> decode(String hex) {
    List<Frame> frames = new ArrayList<>();
    byte[] bytes = HexFormat.of().parseHex(hex);
    new FrameDecoder().accept(bytes, bytes.length, frames::add);
    return frames;
  }
}
