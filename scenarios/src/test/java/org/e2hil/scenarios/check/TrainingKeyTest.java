package org.e2hil.scenarios.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingKeyTest {

  @TempDir private Path folder;
  private final Scenarios scenarios = Scenarios.discover();

  private String key(String... settings) {
    Scenario scenario =
        scenarios.forTask(
            "reach",
            scenarios.robot("test-point"),
            Stream.of(settings).map(Assignment::parse).toList());
    return TrainingKey.of(scenarios, scenario);
  }

  @Test
  void anotherSettingIsAnotherRunAlsoOneThatOnlyEvaluates() {
    assertThat(List.of(key(), key("seed=2"), key("evaluation.episodes=2"))).doesNotHaveDuplicates();
  }

  @Test
  void whatIsExpectedOfARunMakesNoOtherRun() {
    assertThat(key("expect.needsInterventionsAtMost=0.2")).isEqualTo(key());
  }

  @Test
  void otherContentOfAFileThatItBeginsFromIsAnotherRun() throws Exception {
    Path file = Files.writeString(folder.resolve("shown.e2hil"), "as it was");
    String before = key("training.demonstrationsFile=" + file);

    Files.writeString(file, "as it is");

    assertThat(key("training.demonstrationsFile=" + file)).isNotEqualTo(before);
  }
}
