package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MotorCalibrationTest {

  private static final MotorCalibration ELBOW = new MotorCalibration(3, 0, 95, 900, 3100);
  private static final MotorCalibration REVERSED = new MotorCalibration(6, 1, 0, 2000, 3000);

  @Test
  void theMiddleOfTheRangeIsZeroAndATurnHas4095Ticks() {
    assertThat(ELBOW.degrees(2000)).isZero();
    assertThat(ELBOW.degrees(2000 + 1023.75)).isCloseTo(90, within(1e-9));
    assertThat(ELBOW.radians(2000 - 4095)).isCloseTo(-2 * Math.PI, within(1e-12));
  }

  @Test
  void theRangeIsTheMeasureOfTheOtherModes() {
    assertThat(ELBOW.minus100To100(900)).isEqualTo(-100);
    assertThat(ELBOW.minus100To100(2000)).isZero();
    assertThat(ELBOW.share(3100)).isEqualTo(1);
    assertThat(ELBOW.share(4000)).as("clipped").isEqualTo(1);
  }

  @Test
  void theDriveModeTurnsTheRangeRound() {
    assertThat(REVERSED.share(2000)).isEqualTo(1);
    assertThat(REVERSED.ticksAtShare(0.25)).isEqualTo(2750);
    assertThat(REVERSED.minus100To100(2250)).isEqualTo(50);
  }

  @Property
  void everyPositionComesBackThroughEveryMode(@ForAll @IntRange(min = 900, max = 3100) int ticks) {
    assertThat(ELBOW.ticksAtRadians(ELBOW.radians(ticks))).isCloseTo(ticks, within(1e-9));
    assertThat(ELBOW.ticksAtShare(ELBOW.share(ticks))).isCloseTo(ticks, within(1e-9));
  }

  @Test
  void numbersThatNoMotorCanHoldAreRefusedWithARemedy() {
    assertThatThrownBy(() -> new MotorCalibration(1, 0, 2048, 0, 4095))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("homing_offset")
        .hasMessageContaining("calibrate again");
    assertThatThrownBy(() -> new MotorCalibration(1, 0, 0, 3000, 2000))
        .hasMessageContaining("range_max");
    assertThatThrownBy(() -> new MotorCalibration(1, 2, 0, 0, 4095))
        .hasMessageContaining("drive_mode");
  }
}
