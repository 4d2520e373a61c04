package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What commands make of a world that breaks, and of settings that come to nothing. */
class SmallWorldTest {

  @Test
  void aDemonstrationLeavesOutTheEpisodesInWhichItsWorldBreaks() {
    Called called =
        Called.e2hil("demo", "reach", "--episodes", "4", "--set", "robot.faults=3").done();

    assertThat(called.out())
        .contains("episode 1: the point is lost", "succeeded in 1 of 1 episodes, 3 ended in a");
    Called.e2hil("demo", "reach", "--episodes", "9", "--set", "robot.faults=9")
        .refused("5 episodes in a row ended in a fault");
  }

  @Test
  void aCheckOfWhatLivesInThisMachineRefusesSettings() {
    Called.e2hil("doctor", "--robot", "test-point", "--set", "speed=0.1")
        .refused("--set has no effect on test-point");
    Called.e2hil("doctor", "--robot", "test-point").done();
  }

  @Test
  void aBenchWhoseResultsWouldFillTheMemoryIsRefused() {
    Called.e2hil("bench", "sim", "--rounds", "2000000000")
        .refused("--rounds must be at most 100,000, but is 2,000,000,000");
  }

  @Test
  void aPhysicsStepThatWouldTakeAgesIsRefusedBeforeAWorldIsOpened() {
    for (String robot : List.of("sim-a1x", "a1x-emulated", "so101-emulated")) {
      for (String step : List.of("1e-9", "0.02", "NaN")) {
        Called.e2hil(
                "validate",
                "pick-banana",
                "--set=robot.type=" + robot,
                "--set=robot.timestepS=" + step)
            .refused("timestepS");
      }
    }
  }
}
