package org.e2hil.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.sac.Critics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trigger is shown of the critics. */
class CriticValueTest {

  @TempDir private Path folder;

  /** Runs a training and looks at each of its moments, together with the run. */
  private void watch(
      PointRun.Setup setup, BiConsumer<PointRun, InterventionProvider.Moment> watcher) {
    PointRun[] run = new PointRun[1];
    setup.interventions =
        expert ->
            moment -> {
              watcher.accept(run[0], moment);
              return Optional.empty();
            };
    try (PointRun started = new PointRun(setup)) {
      run[0] = started;
      started.train(folder.resolve("checkpoint.e2hil"));
    }
  }

  private static double leastOfTheLearnersCritics(
      PointRun run, InterventionProvider.Moment moment) {
    float[] seen = run.input.scaled(run.input.measured(moment.observation()));
    float[] mean = new float[Action.CONTINUOUS];
    run.learner.policy().actor().mean(seen, mean);
    Critics critics = run.learner.critics();
    double[] values = new double[critics.count()];
    critics.values(seen, mean, values);
    return Arrays.stream(values).min().orElseThrow();
  }

  @Test
  void itIsTheLeastQOfTheMeanActionByTheCriticsOfThisVeryControlPeriod() {
    List<Double> shown = new ArrayList<>();

    watch(
        new PointRun.Setup(),
        (run, moment) -> {
          double value = moment.criticValue().getAsDouble();
          if (run.learner.steps() == 0) {
            assertThat(value).isNaN();
          } else {
            assertThat(value).isCloseTo(leastOfTheLearnersCritics(run, moment), within(1e-12));
            shown.add(value);
          }
        });

    assertThat(shown).hasSizeGreaterThan(200);
    assertThat(shown.stream().distinct().count()).isGreaterThan(200);
  }

  @Test
  void lookingAtItChangesNothing() {
    List<String> looked = new ArrayList<>();
    List<String> blind = new ArrayList<>();

    for (boolean look : new boolean[] {true, false}) {
      PointRun.Setup setup = new PointRun.Setup();
      setup.interventions =
          expert ->
              moment -> {
                double value = look ? moment.criticValue().getAsDouble() : 0;
                assertThat(value).isNotInfinite();
                return Optional.empty();
              };
      try (PointRun run = new PointRun(setup)) {
        run.train(folder.resolve("run" + look));
        (look ? looked : blind).addAll(run.lines);
      }
    }

    assertThat(looked).isNotEmpty().isEqualTo(blind);
  }

  @Test
  void nothingIsKnownWhereNothingFollowsTheCritics() {
    PointRun.Setup setup = new PointRun.Setup();
    setup.sac =
        setup.sac.with(
            changed -> {
              changed.valueWeight = 0;
              changed.imitationWeight = 1;
            });
    List<Double> shown = new ArrayList<>();

    watch(setup, (run, moment) -> shown.add(moment.criticValue().getAsDouble()));

    assertThat(shown).hasSize(setup.training.steps()).containsOnly(Double.NaN);
  }

  @Test
  void aLearnerOnAThreadOfItsOwnShowsItTheActorWithoutBeingWaitedFor() {
    PointRun.Setup setup = new PointRun.Setup();
    setup.learning = LearningConfig.DEFAULT.in(LearningConfig.Mode.CONCURRENT);
    List<Double> shown = new ArrayList<>();

    watch(setup, (run, moment) -> shown.add(moment.criticValue().getAsDouble()));

    assertThat(shown.get(0)).isNaN();
    assertThat(shown.get(shown.size() - 1)).isFinite();
  }
}
