package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.e2hil.scenarios.cli.Called;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A selection rule and a trigger of another project are named in a scenario as ours are. */
class NewRuleExampleTest {

  @TempDir private Path folder;
  private Example example;
  private AutoCloseable plugin;

  @BeforeEach
  void plugIn() throws Exception {
    example = Example.build("new-rule", Files.createDirectory(folder.resolve("classes")));
    plugin = example.plugIn();
  }

  @AfterEach
  void unplug() throws Exception {
    plugin.close();
  }

  private String scenario() {
    return example.file("above-mean.json").toString();
  }

  @Test
  void areShownWithTheirDefaultsAndCheckedAsOursAre() {
    assertThat(Called.e2hil("validate", scenario(), "--show").done().out())
        .containsPattern("\"type\": \"above-mean\",\\s*\"factor\": 1.0,\\s*\"samples\": 8")
        .containsPattern("\"type\": \"every-nth\",\\s*\"n\": 40");
    Called.e2hil("validate", scenario(), "--set", "selection.factor=2")
        .refused("selection.factor", "must lie in [0, 1]");
    Called.e2hil("validate", scenario(), "--set", "selection=above-men").refused("above-mean");
  }

  @Test
  void decideWhatATrainingKeepsAndWhenTheHandTakesOver() throws Exception {
    Path run = folder.resolve("run");

    Called.e2hil(
            "train",
            scenario(),
            "--out",
            run.toString(),
            "--steps",
            "200",
            "--set",
            "training.demonstrations=2",
            "--set",
            "agent.hiddenSize=16",
            "--set",
            "agent.latentSize=16",
            "--set",
            "evaluation.episodes=1")
        .done();

    assertThat(Files.readString(run.resolve("interventions.csv"))).contains("control period 39");
    assertThat(Files.readString(run.resolve("scenario.json"))).contains("above-mean");
  }
}
