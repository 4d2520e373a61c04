package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.sim.SimulatedA1xProvider;
import org.e2hil.sim.SimulatedArmSettings;
import org.e2hil.sim.SimulatedSo101Provider;
import org.e2hil.sim.randomisation.Randomisation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scenario overrides of a task by name is what the task does. */
class TunablesTest {

  private static final EnvironmentProvider A1X = new SimulatedA1xProvider();

  private record World(EnvironmentProvider robot, String task) {

    Workcell open(Map<String, Double> tunables) {
      return robot.open(
          new EnvironmentRequest(
                  task,
                  SimulatedArmSettings.defaults(),
                  List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
                  Optional.empty(),
                  OptionalInt.empty())
              .withTunables(tunables));
    }

    boolean has(String tunable) {
      return robot.tunables(task).stream().anyMatch(t -> t.name().equals(tunable));
    }

    @Override
    public String toString() {
      return robot.robot() + " " + task;
    }
  }

  static Stream<World> worlds() {
    return Stream.of(A1X, new SimulatedSo101Provider())
        .flatMap(robot -> robot.tasks().stream().map(task -> new World(robot, task)));
  }

  private record Told(EpisodeEnd end, int steps) {

    boolean isSuccess() {
      return end.kind() == EpisodeEnd.Kind.SUCCESS;
    }
  }

  /** One episode of the expert, without noise in its hand. */
  private static Told episode(World world, Map<String, Double> tunables, long seed) {
    try (Workcell workcell = world.open(tunables)) {
      workcell.environment().reset(seed);
      Expert expert = workcell.expert().orElseThrow();
      expert.begin(SeededRandom.of(seed, "hand"), 0);
      for (int step = 1; ; step++) {
        StepResult result = workcell.environment().step(expert.act());
        if (result.episodeEnd().isEnd()) {
          return new Told(result.episodeEnd(), step);
        }
      }
    }
  }

  private static float[] objects(World world, Map<String, Double> tunables, long seed) {
    try (Workcell workcell = world.open(tunables)) {
      Observation seen = workcell.environment().reset(seed);
      return seen.numbers(ObservationGroup.OBJECTS);
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aTaskHasAFewTunablesAndEachWithItsOwnName(World world) {
    List<Tunable> tunables = world.robot().tunables(world.task());

    assertThat(tunables).hasSizeBetween(4, 8);
    assertThat(tunables).extracting(Tunable::name).doesNotHaveDuplicates();
    assertThat(tunables).extracting(Tunable::about).allMatch(about -> about.length() > 10);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void theDefaultsChangeNothingAndOtherPlacesAreOthers(World world) {
    float[] asItIs = objects(world, Map.of(), 3);

    assertThat(objects(world, Map.of("spreadM", 0.03, "fartherM", 0.0), 3)).containsExactly(asItIs);
    assertThat(objects(world, Map.of("spreadM", 0.01), 3)).isNotEqualTo(asItIs);
    assertThat(objects(world, Map.of("spreadM", 0.0), 3)).isNotEqualTo(asItIs);
    assertThat(objects(world, Map.of("fartherM", 0.02), 3)).isNotEqualTo(asItIs);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void successThatMustHoldForLongerComesLater(World world) {
    if (world.has("heldPeriods")) {
      Told asItIs = episode(world, Map.of(), 1);
      Told longer = episode(world, Map.of("heldPeriods", 30.0), 1);

      assertThat(asItIs.isSuccess()).isTrue();
      assertThat(longer.isSuccess()).isTrue();
      assertThat(longer.steps()).isGreaterThanOrEqualTo(asItIs.steps() + 20);
    }
  }

  @Test
  void thingsThatAreNotScatteredStandWhereTheyAlwaysDo() {
    World world = new World(A1X, "open-toaster");
    Map<String, Double> still = Map.of("spreadM", 0.0);

    assertThat(objects(world, still, 1)).containsExactly(objects(world, still, 2), within(1e-6f));
  }

  @Test
  void breadThatCooksForLongerIsTakenOutLater() {
    World world = new World(A1X, "toast-bread");
    Told brief = episode(world, Map.of("cookS", 4.0), 1);
    Told longer = episode(world, Map.of("cookS", 12.0), 1);

    // eight seconds are eighty control periods
    assertThat(longer.steps() - brief.steps()).isBetween(70, 90);
    assertThat(longer.isSuccess()).isTrue();
  }

  @Test
  void aBoardThatBearsLessIsPressedTooHardByTheSameHand() {
    World world = new World(A1X, "wipe-whiteboard");

    assertThat(episode(world, Map.of(), 1).isSuccess()).isTrue();
    assertThat(episode(world, Map.of("forceLimitN", 5.0), 1).isSuccess()).isFalse();
  }

  /** So that the ranges are no promise of what cannot be done. */
  @ParameterizedTest
  @MethodSource("worlds")
  @Tag("slow")
  void theExpertDoesTheTaskAtBothEndsOfEveryRange(World world) {
    List<String> never = new ArrayList<>();
    for (Tunable tunable : world.robot().tunables(world.task())) {
      for (double value : new double[] {tunable.lowest(), tunable.highest()}) {
        Map<String, Double> tuned = Map.of(tunable.name(), value);
        if (Stream.of(1L, 2L, 3L).noneMatch(seed -> episode(world, tuned, seed).isSuccess())) {
          never.add(tuned.toString());
        }
      }
    }
    // it presses harder than the least force that a board may bear
    never.remove("{forceLimitN=5.0}");
    assertThat(never).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookM", "liftM"})
  void anUnknownNameIsRefusedWithThoseThereAre(String name) {
    assertThatThrownBy(() -> new World(A1X, "toast-bread").open(Map.of(name, 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("toast-bread has no tunable '" + name + "', it has [spreadM,");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 20.5, Double.NaN})
  void aValueOutOfRangeIsRefusedWithTheRange(double seconds) {
    assertThatThrownBy(() -> new World(A1X, "toast-bread").open(Map.of("cookS", seconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cookS must lie in [0.5, 20] s, but is");
  }

  @Test
  void aNumberThatIsDrawnForEachEpisodeIsNotFixedAsWell() {
    EnvironmentRequest request =
        new EnvironmentRequest(
                "toast-bread",
                SimulatedArmSettings.defaults().withRandomisation(Randomisation.DEFAULT),
                List.of(ObservationGroup.PROPRIOCEPTION),
                Optional.empty(),
                OptionalInt.empty())
            .withTunables(Map.of("cookS", 2.0));

    assertThatThrownBy(() -> A1X.open(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leave one of them out");
  }
}
