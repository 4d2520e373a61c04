package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.training.LearnedPolicy;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java program trains, and uses what was learned, through the library alone. */
class EmbedExampleTest {

  @TempDir private Path folder;

  @Test
  void aProgramTrainsAScenarioAndLetsThePolicyAct() throws Exception {
    Path run = folder.resolve("run");

    String said =
        call(
            "pick-banana-quick",
            run.toString(),
            "training.steps=60",
            "training.warmupSteps=20",
            "training.demonstrations=2",
            "agent.hiddenSize=16",
            "agent.latentSize=16",
            "evaluation.episodes=1");

    assertThat(said).containsPattern("After \\d+ control periods: (SUCCESS|TIME_LIMIT|FAILURE)");
    assertThat(run.resolve("summary.json")).content().contains("\"complete\": true");
    actsAloneAsInItsWorld(run);
  }

  /** What is loaded without a world answers as what is opened in one, to the bit. */
  private static void actsAloneAsInItsWorld(Path run) {
    LearnedPolicy alone = TrainedPolicy.load(run);
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.read(run.resolve("scenario.json").toString(), List.of());
    try (TrainedPolicy opened = TrainedPolicy.open(scenarios, run, scenario.robot(), List.of())) {
      assertThat(alone.groups())
          .extracting(ObservationGroup::name)
          .isEqualTo(scenario.observation().groups());
      Observation seen = opened.environment().reset(3);
      for (int step = 0; step < 10; step++) {
        assertThat(alone.act(seen)).isEqualTo(opened.act(seen));
        seen = opened.environment().step(alone.act(seen)).observation();
      }
    }
  }

  private String call(String... arguments) throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Example.build("embed", classes);
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      loader
          .loadClass("com.example.embed.TrainAndUse")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
