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

  /** A policy that has learned nothing spreads its six numbers almost over all of [−1, 1]. */
  @Test
  void aTriggerSeesHowUnsureThePolicyIs() throws Exception {
    assertThat(takeovers("-100")).contains("the policy is unsure");
    assertThat(takeovers("100")).doesNotContain("the policy is unsure");
  }

  private String takeovers(String nats) throws Exception {
    Path run = folder.resolve("unsure" + nats);
    train(run, "intervention.triggers=[{\"type\":\"unsure\",\"nats\":%s}]".formatted(nats), "120");
    return Files.readString(run.resolve("interventions.csv"));
  }

  @Test
  void decideWhatATrainingKeepsAndWhenTheHandTakesOver() throws Exception {
    Path run = folder.resolve("run");

    train(run, "intervention.budget.stepsPerEpisode=60", "200");

    assertThat(Files.readString(run.resolve("interventions.csv"))).contains("control period 39");
    assertThat(Files.readString(run.resolve("scenario.json"))).contains("above-mean");
  }

  private void train(Path run, String setting, String steps) {
    Called.e2hil(
            "train",
            scenario(),
            "--out",
            run.toString(),
            "--steps",
            steps,
            "--set",
            setting,
            "--set",
            "training.demonstrations=2",
            "--set",
            "agent.hiddenSize=16",
            "--set",
            "agent.latentSize=16",
            "--set",
            "evaluation.episodes=1")
        .done();
  }
}
