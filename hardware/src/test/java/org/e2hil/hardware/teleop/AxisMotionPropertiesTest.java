package org.e2hil.hardware.teleop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class AxisMotionPropertiesTest {

  @Property(tries = 300)
  void aReleasedStickMovesNothingAndAFullOneReachesItsScale(
      @ForAll @DoubleRange(min = 0, max = 0.9) double deadband,
      @ForAll @DoubleRange(min = 0.01, max = 1) double scale) {
    AxisMotion axis = new AxisMotion("leftx", Motion.Y, -scale, deadband);

    assertThat(axis.at(deadband)).isZero();
    assertThat(axis.at(-deadband)).isZero();
    assertThat(axis.at(1)).isCloseTo(-scale, within(1e-12));
    assertThat(axis.at(-1)).isCloseTo(scale, within(1e-12));
    // SDL's lowest number is a little below −32767
    assertThat(axis.at(-32768 / 32767.0)).isEqualTo(axis.at(-1));
  }

  @Property(tries = 300)
  void theMotionGrowsWithTheDeflectionWithoutAStep(
      @ForAll @DoubleRange(min = 0, max = 0.9) double deadband,
      @ForAll @Scale(3) @DoubleRange(min = -1, max = 0.999) double deflection) {
    AxisMotion axis = new AxisMotion("leftx", Motion.Y, 1, deadband);
    double further = deflection + 0.001;

    assertThat(axis.at(further)).isGreaterThanOrEqualTo(axis.at(deflection));
    assertThat(axis.at(further) - axis.at(deflection)).isLessThan(0.0101);
  }

  @Example
  void aBrokenAxisMovesNothing() {
    assertThat(new AxisMotion("leftx", Motion.Y, 1, 0).at(Double.NaN)).isZero();
  }

  @Example
  void wrongNumbersAreRefusedByTheirNames() {
    assertThatThrownBy(() -> new AxisMotion("leftx", Motion.X, 2, 0.1))
        .hasMessageContaining("scale")
        .hasMessageContaining("leftx");
    assertThatThrownBy(() -> new AxisMotion("leftx", Motion.X, 1, 1))
        .hasMessageContaining("deadband");
    assertThatThrownBy(() -> new ButtonMotion("a", Motion.X, 0)).hasMessageContaining("value");
    assertThatThrownBy(() -> new AxisMotion(" ", Motion.X, 1, 0)).hasMessageContaining("axis");
  }
}
