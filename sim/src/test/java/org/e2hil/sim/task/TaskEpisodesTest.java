package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.Workcell;
import org.e2hil.sim.SimulatedA1xProvider;
import org.e2hil.sim.SimulatedSo101Provider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every task is solved on every arm by the same expert, whose hand trembles, and by nobody else.
 */
class TaskEpisodesTest {

  /**
   * A task on an arm.
   *
   * @see #numbers
   */
  enum OnArm {
    A1X_PICK_BANANA(71, 10, 10),
    A1X_TOAST_BREAD(49, 10, 9),
    A1X_OPEN_TOASTER(35, 10, 10),
    A1X_BLOCK_INSERTION(36, 10, 10),
    A1X_WIPE_WHITEBOARD(41, 10, 10),
    A1X_FOLD_TOWEL(105, 5, 5),
    SO101_PICK_BANANA(69, 2, 2),
    SO101_TOAST_BREAD(47, 2, 2),
    SO101_OPEN_TOASTER(33, 2, 2),
    SO101_BLOCK_INSERTION(34, 2, 2),
    SO101_WIPE_WHITEBOARD(39, 2, 2),
    SO101_FOLD_TOWEL(103, 2, 2);

    /** Numbers of the whole observation: what every robot has, and objects. */
    final int numbers;

    final int seeds;
    final int solved;

    OnArm(int numbers, int seeds, int solved) {
      this.numbers = numbers;
      this.seeds = seeds;
      this.solved = solved;
    }

    EnvironmentProvider arm() {
      return name().startsWith("A1X") ? new SimulatedA1xProvider() : new SimulatedSo101Provider();
    }

    String task() {
      return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Workcell open() {
      return Episodes.open(arm(), task());
    }
  }

  @Test
  void noTaskOfAnArmIsForgotten() {
    for (EnvironmentProvider arm :
        List.of(new SimulatedA1xProvider(), new SimulatedSo101Provider())) {
      assertThat(
              Stream.of(OnArm.values())
                  .filter(it -> it.arm().robot().equals(arm.robot()))
                  .map(OnArm::task))
          .containsExactlyInAnyOrderElementsOf(arm.tasks());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWholeObservationHasAsManyNumbersAsItsPartsAddUpTo(OnArm it) {
    try (Workcell workcell = it.open()) {
      assertThat(Episodes.numbers(workcell.environment().reset(0))).hasSize(it.numbers);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExpertSolvesTheFirstSeeds(OnArm it) {
    assertThat(Episodes.solvedByExpert(it.arm(), it.task(), it.seeds))
        .isGreaterThanOrEqualTo(it.solved);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void theExpertSolvesNearlyAllSeedsAndNothingElseSolvesAny(OnArm it) {
    int most = it.arm() instanceof SimulatedA1xProvider ? 49 : 47;
    assertThat(Episodes.solvedByExpert(it.arm(), it.task(), 50)).isGreaterThanOrEqualTo(most);
    assertThat(Episodes.solvedByChance(it.arm(), it.task(), 50)).isZero();
    assertThat(Episodes.solvedByHoldingStill(it.arm(), it.task(), 50)).isZero();
  }

  /** Toast Bread has put its bread in by then. */
  @ParameterizedTest
  @EnumSource
  void anEpisodeIsTheSameAgainWhateverWasBefore(OnArm it) {
    int steps = it.task().equals("toast-bread") ? 250 : 100;
    List<Observation> alone;
    try (Workcell workcell = it.open()) {
      alone = Episodes.firstSteps(workcell, 7, steps);
    }
    try (Workcell workcell = it.open()) {
      List<Observation> before = Episodes.firstSteps(workcell, 8, steps);
      assertThat(Episodes.firstSteps(workcell, 7, steps)).isEqualTo(alone).isNotEqualTo(before);
    }
  }
}
