package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainingRun;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.RunRecorder;
import org.junit.jupiter.api.Test;

/** A training that is asked to stop keeps what it has. */
class StoppedTrainingTest extends CompleteRun {

  @Test
  void aRunThatIsStoppedInItsLastEvaluationIsNotCompleteAndGoesOn() throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("stopped"));
    Scenarios scenarios = Scenarios.discover();
    Scenario small = scenarios.read(scenario(), List.of());
    RunDirectory.write(run.scenario(), scenarios.write(small));
    List<Integer> evaluated = new ArrayList<>();
    try (TrainingRun training = TrainingRun.open(scenarios, small);
        RunRecorder recorder =
            new RunRecorder(run, 0, Optional.of(training.origin()), InstantSource.system())) {
      assertThat(training.demonstrate(run.demonstrations(), () -> false)).isTrue();
      training.listen(recorder);
      training.listen(
          new TrainingListener() {
            @Override
            public void onEvaluatedEpisode(EvaluatedEpisode episode) {
              evaluated.add(episode.episode());
            }
          });
      assertThat(training.train(run.checkpoint(), () -> !evaluated.isEmpty())).isFalse();
    }
    assertThat(evaluated).containsExactly(0);

    Called.e2hil("train", "--resume", run.path().toString()).done();
    assertThat(run.metrics()).hasSameBinaryContentAs(copy("whole").metrics());
    assertThat(run.evaluations()).hasSameBinaryContentAs(copy("again").evaluations());
  }

  @Test
  void aRunThatIsStoppedDuringItsDemonstrationsKeepsThose() throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("stopped"));
    Scenarios scenarios = Scenarios.discover();
    List<Integer> demonstrated = new ArrayList<>();
    try (TrainingRun training =
        TrainingRun.open(scenarios, scenarios.read(scenario(), List.of()))) {
      training.listen(
          new TrainingListener() {
            @Override
            public void onDemonstration(int done, int wanted, int steps) {
              demonstrated.add(done);
            }
          });
      assertThat(training.demonstrate(run.demonstrations(), () -> !demonstrated.isEmpty()))
          .isFalse();
    }
    assertThat(EpisodeFile.count(run.demonstrations())).isEqualTo(1);
  }
}
