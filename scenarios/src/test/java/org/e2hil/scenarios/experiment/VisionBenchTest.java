package org.e2hil.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;

class VisionBenchTest {

  private static VisionBench.Result measured(String name) {
    Scenarios scenarios = Scenarios.discover();
    AtomicLong clock = new AtomicLong();
    // a millisecond goes by whenever somebody looks at the clock
    return VisionBench.run(
        scenarios, scenarios.read(name, List.of()), 1, () -> clock.addAndGet(1_000_000));
  }

  @Test
  void aControlStepAndTheSeeingAreTimedApart() {
    VisionBench.Result result = measured("pick-banana+pixels");

    assertThat(result.numbers()).as("8 of the robot, 24 of each camera").isEqualTo(56);
    assertThat(result.worldMs()).as("each step was timed by itself").isEqualTo(1);
    assertThat(result.seeingMs()).as("all steps were seen in one go").isBetween(0.005, 0.1);
    assertThat(result.stepsPerSecond()).isCloseTo(1000 / (1 + result.seeingMs()), within(1e-9));
  }

  @Test
  void aScenarioWithoutPicturesIsRefused() {
    assertThatThrownBy(() -> measured("pick-banana"))
        .hasMessage("pick-banana sees no pictures; name a scenario with +pixels");
  }
}
