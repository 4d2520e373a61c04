package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.e2hil.agent.robot.Arms;
import org.e2hil.sim.SimulatedSo101Provider;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every task that is offered on the SO-101 is solved there by the same expert, and by nobody else.
 */
class So101TasksTest {

  private static final SimulatedSo101Provider SO101 = new SimulatedSo101Provider();

  static List<String> tasks() {
    return SO101.tasks();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theExpertSolvesTheFirstSeeds(String task) {
    assertThat(Episodes.solvedByExpert(SO101, task, 2)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @Tag("slow")
  void theExpertSolvesNearlyAllSeedsAndNothingElseSolvesAny(String task) {
    assertThat(Episodes.solvedByExpert(SO101, task, 50)).isGreaterThanOrEqualTo(47);
    assertThat(Episodes.solvedByChance(SO101, task, 50)).isZero();
    assertThat(Episodes.solvedByHoldingStill(SO101, task, 50)).isZero();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theFirstHundredStepsArePinned(String task) {
    Episodes.assertThatFirstStepsArePinned(SO101, task, "so101-" + task);
  }

  @Test
  void aTaskWithoutDimensionsForAnArmSaysSo() {
    try (var scene = new Scene("pick-banana", Arms.so101(), 0.005)) {
      assertThatThrownBy(() -> new PerArm<>(Map.of("a1x", 1)).in(scene))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("so101");
    }
  }
}
