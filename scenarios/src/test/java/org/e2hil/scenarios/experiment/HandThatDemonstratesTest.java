package org.e2hil.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario's demonstrations are its hand's. */
class HandThatDemonstratesTest {

  private static final int DEMONSTRATIONS = 8;

  @TempDir private Path folder;

  /** Control periods of the demonstrations that are recorded. */
  private int steps(String file, String... assignments) {
    Scenarios scenarios = Scenarios.discover();
    List<Assignment> settings = Arrays.stream(assignments).map(Assignment::parse).toList();
    Path recorded = folder.resolve(file);
    try (TrainingRun run =
        TrainingRun.open(
            scenarios, scenarios.forTask("reach", scenarios.robot("test-point"), settings))) {
      assertThat(run.demonstrate(recorded, () -> false)).isTrue();
    }
    assertThat(EpisodeFile.count(recorded)).isEqualTo(DEMONSTRATIONS);
    return EpisodeFile.read(recorded).stream().mapToInt(episode -> episode.steps().size()).sum();
  }

  @Test
  void aSlowHandDemonstratesSlowly() {
    String few = "training.demonstrations=" + DEMONSTRATIONS;
    int sure = steps("sure.e2hil", few);

    assertThat(steps("slow.e2hil", few, "intervention.hand.speed=0.5"))
        .isBetween(sure + sure / 2, 3 * sure);
  }
}
