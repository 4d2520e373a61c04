package org.e2hil.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.selection.Ramp.Schedule;
import org.junit.jupiter.api.Test;

class RampTest {

  @Test
  void withoutARampTheStrengthIsFullAtOnce() {
    assertThat(Ramp.NONE.strength(0)).isEqualTo(1);
    assertThat(Ramp.NONE.strength(50)).isEqualTo(1);
  }

  @Test
  void aLinearRampGrowsInEqualIncrements() {
    Ramp ramp = new Ramp(Schedule.LINEAR, 4);

    assertThat(new double[] {ramp.strength(0), ramp.strength(1), ramp.strength(3)})
        .containsExactly(0, 0.25, 0.75);
    assertThat(ramp.strength(4)).isEqualTo(1);
    assertThat(ramp.strength(5)).isEqualTo(1);
  }

  @Test
  void aCosineRampIsSlowAtBothEnds() {
    Ramp ramp = new Ramp(Schedule.COSINE, 100);

    assertThat(ramp.strength(0)).isZero();
    assertThat(ramp.strength(1)).isCloseTo(0.000247, within(1e-6));
    assertThat(ramp.strength(50)).isCloseTo(0.5, within(1e-15));
    assertThat(ramp.strength(75)).isCloseTo(0.853553, within(1e-6));
    assertThat(ramp.strength(100)).isEqualTo(1);
  }

  @Test
  void aRampWithoutAScheduleOrOfNegativeLengthIsRefused() {
    assertThatThrownBy(() -> new Ramp(null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A ramp needs a schedule: none, linear or cosine.");
    assertThatThrownBy(() -> new Ramp(Schedule.LINEAR, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A ramp takes 0 or more steps, not -1.");
  }

  @Test
  void stepsWithoutAScheduleAndAScheduleWithoutStepsAreRefused() {
    assertThatThrownBy(() -> new Ramp(Schedule.NONE, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "steps must be left out where schedule is none; choose linear or cosine for a ramp");
    for (Schedule schedule : new Schedule[] {Schedule.LINEAR, Schedule.COSINE}) {
      assertThatThrownBy(() -> new Ramp(schedule, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("steps must be at least 1 where schedule is linear or cosine, but is 0");
    }
  }
}
