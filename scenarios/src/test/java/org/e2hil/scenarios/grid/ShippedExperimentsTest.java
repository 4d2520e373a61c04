package org.e2hil.scenarios.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.e2hil.scenarios.config.ExperimentFile;
import org.e2hil.scenarios.config.ExperimentFiles;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.config.Trainable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedExperimentsTest {

  @TempDir Path folder;

  static Set<String> names() {
    return ExperimentFiles.shipped().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCellOfAShippedExperimentCanBeTrainedAndItsQuestionIsAsked(String name) {
    ExperimentFile file = ExperimentFiles.find(name).orElseThrow();

    Experiment experiment = Experiment.plan(Scenarios.discover(), file, folder, Trainable::require);

    assertThat(ExperimentFiles.shipped().get(name)).isNotBlank();
    assertThat(file.question()).isPresent();
    assertThat(Path.of("docs/experiments.md"))
        .content()
        .containsPattern("\\| `" + name + "` \\|.*\\| " + experiment.runs().size() + " \\|");
  }
}
