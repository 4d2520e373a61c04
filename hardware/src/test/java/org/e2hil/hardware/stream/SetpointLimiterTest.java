package org.e2hil.hardware.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SetpointLimiterTest {

  private static final double DT_S = 0.01;
  private static final double MAX_SPEED = 2;
  private static final double MAX_ACCELERATION = 20;

  private final SetpointLimiter limiter = new SetpointLimiter(MAX_SPEED, MAX_ACCELERATION);

  @Property(tries = 200)
  void whateverItIsAskedForItKeepsItsLimitsAndStaysBetweenTheGoals(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -1, max = 1) Double> goals) {
    limiter.start(0);
    for (double goal : goals) {
      for (int i = 0; i < 7; i++) {
        double before = limiter.velocity();
        limiter.step(goal, DT_S);

        assertThat(Math.abs(limiter.velocity())).isLessThanOrEqualTo(MAX_SPEED + 1e-9);
        assertThat(Math.abs(limiter.velocity() - before))
            .isLessThanOrEqualTo(MAX_ACCELERATION * DT_S + 1e-9);
        assertThat(limiter.position()).isBetween(-1 - 1e-9, 1 + 1e-9);
      }
    }
  }

  @Property(tries = 200)
  void itArrivesAndStandsWithoutPassingItsGoal(
      @ForAll @DoubleRange(min = -3, max = 3) double goal) {
    limiter.start(0);
    for (int i = 0; i < 400; i++) {
      limiter.step(goal, DT_S);
      assertThat(Math.abs(limiter.position())).isLessThanOrEqualTo(Math.abs(goal) + 1e-9);
    }

    assertThat(limiter.position()).isCloseTo(goal, within(1e-9));
    assertThat(limiter.velocity()).isCloseTo(0, within(1e-6));
  }

  @Test
  void brakingEndsWithinTheDistanceThatItsAccelerationAllows() {
    limiter.start(0);
    for (int i = 0; i < 50; i++) {
      limiter.step(10, DT_S);
    }
    assertThat(limiter.velocity()).isCloseTo(MAX_SPEED, within(1e-9));
    double from = limiter.position();
    for (int i = 0; i < 11; i++) {
      limiter.brake(DT_S);
    }

    assertThat(limiter.velocity()).isZero();
    assertThat(limiter.position() - from)
        .isBetween(0.0, MAX_SPEED * MAX_SPEED / (2 * MAX_ACCELERATION));
  }

  @Test
  void freezingStopsAtOnce() {
    limiter.start(0);
    limiter.step(1, DT_S);
    limiter.freeze();
    double at = limiter.position();
    limiter.brake(DT_S);

    assertThat(limiter.position()).isEqualTo(at);
  }
}
