package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.e2hil.scenarios.config.ExperimentFile.Factor;
import org.e2hil.scenarios.config.ExperimentFile.Level;
import org.e2hil.scenarios.config.ExperimentFile.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFilesTest {

  @Test
  void aFactorIsAListOfValuesOfAFieldOrOfVariationsOrABlockOfBoth() {
    ExperimentFile file =
        parse(
            """
            {
              "about": "What a reader should know.",
              "scenarios": ["pick-banana"],
              "set": {"training.steps": 2000},
              "factors": {
                "selection.samples": [4, 8],
                "method": ["hil-serl", "random-drop+so101"],
                "hand": {"shipped": {}, "late": {"intervention.hand.reactionSteps": 9}}
              },
              "seeds": "1-3,7",
              "question": {"factor": "method", "measure": "success-curve"},
              "budget": {"hours": 1.5}
            }
            """);

    assertThat(file.name()).isEqualTo("mine");
    assertThat(file.settings()).containsExactly(new Assignment("training.steps", "2000"));
    assertThat(file.seeds()).containsExactly(1L, 2L, 3L, 7L);
    assertThat(file.hours()).hasValue(1.5);
    assertThat(file.question().orElseThrow().measure()).contains(Measure.SUCCESS_CURVE);
    assertThat(file.factors())
        .containsExactly(
            new Factor(
                "selection.samples",
                List.of(
                    level("4", "+samples-4", List.of(), "selection.samples", "4"),
                    level("8", "+samples-8", List.of(), "selection.samples", "8"))),
            new Factor(
                "method",
                List.of(
                    new Level("hil-serl", "+hil-serl", List.of("hil-serl"), List.of()),
                    new Level(
                        "random-drop+so101",
                        "+random-drop+so101",
                        List.of("random-drop", "so101"),
                        List.of()))),
            new Factor(
                "hand",
                List.of(
                    new Level("shipped", "", List.of(), List.of()),
                    level("late", "+late", List.of(), "intervention.hand.reactionSteps", "9"))));
  }

  @Test
  void anExperimentThatIsWrittenReadsAsTheSame() {
    ExperimentFile file =
        parse(
            """
            {
              "name": "written", "scenarios": ["pick-banana", "open-toaster+so101"],
              "set": {"training.steps": 2000},
              "factors": {
                "selection.type": ["keep-all", "random-drop"],
                "method": {"e2hil": {}, "theirs": "hil-serl+paper", "k": {"agent.tau": 0.1}}
              },
              "seeds": "1-3,7",
              "question": {"factor": "method", "against": "k", "measure": "episode-steps"},
              "budget": {"hours": 1.5}
            }
            """);

    assertThat(ExperimentFiles.parse(ExperimentFiles.write(file), "copy", "copy")).isEqualTo(file);
  }

  @Test
  void aScenariosFileLiesBesideTheExperimentThatNamesIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file, "{\"scenarios\": [\"a.json\", \"b/c.json+so101\", \"pick-banana+so101\"]}");

    assertThat(ExperimentFiles.find(file.toString()).orElseThrow().scenarios())
        .containsExactly(
            folder.resolve("a.json").toString(),
            folder.resolve("b/c.json+so101").toString(),
            "pick-banana+so101");
  }

  @Test
  void aScenarioIsNoExperiment(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), "{\"extends\": \"pick-banana\"}");

    assertThat(ExperimentFiles.find(file.toString())).isEmpty();
    assertThat(ExperimentFiles.find("pick-banana+so101")).isEmpty();
  }

  @Test
  void aFactorOfTheCommandLineIsThatOfAFile() {
    ExperimentFile file =
        parse(
            """
            {"scenarios": ["pick-banana"], "factors": {"selection.type": ["keep-all", "random-drop"]}}
            """);

    Factor varied = ExperimentFiles.vary("selection.type=keep-all, random-drop");

    assertThat(varied.levels())
        .extracting(Level::suffix)
        .containsExactly("+type-keep-all", "+type-random-drop");
    assertThat(file.factors().get(0).levels())
        .extracting(Level::suffix)
        .containsExactly("+type-keep-all", "+type-random-drop");
    assertThat(file.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aFactorOfTheCommandLineIsTheSameOnceItIsWrittenAndRead() {
    ExperimentFile file =
        new ExperimentFile(
            "varied",
            List.of("pick-banana"),
            List.of(),
            List.of(
                ExperimentFiles.vary("agent.actorLearningRate=1e-4,0.00030"),
                ExperimentFiles.vary("selection.type=keep-all,random-drop")),
            List.of(1L),
            Optional.empty(),
            OptionalDouble.empty());

    assertThat(ExperimentFiles.parse(ExperimentFiles.write(file), "copy", "copy")).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"scenarios": []} | scenarios must name at least one
          {"scenarios": ["a", "a"]} | scenarios names a twice
          {"scenarios": ["a"], "seed": 1} | there is no such field, the nearest is 'seeds'
          {"scenarios": ["a"], "seeds": "3-1"} | seeds must be whole numbers and ranges
          {"scenarios": ["a"], "seeds": [1, 2]} | seeds = [1,2]: must be a text such as "1-5" or "1,2,7"
          {"scenarios": ["a"], "seeds": "1-3,2"} | the seed 2 is given twice
          {"scenarios": ["a"], "budget": {"hours": 0}} | hours must be more than 0
          {"scenarios": ["a"], "factors": ["x"]} | factors must be a block of factors by their names
          {"scenarios": ["a"], "factors": {"agent.discount": 0.9}} | factors.agent.discount must be a list of values
          {"scenarios": ["a"], "factors": {"agent.discount": [0.9]}} | agent.discount needs at least two levels
          {"scenarios": ["a"], "factors": {"agent.discount": [0.9, 0.9]}} | has the level 0.9 twice
          {"scenarios": ["a"], "factors": {"intervention.budget": [{"stepsPerRun": 1}, "default"]}} | needs a label
          {"scenarios": ["a"], "factors": {"hand": [1, 2]}} | 1 is no variation, and hand no field of a scenario
          {"scenarios": ["a"], "factors": {"hand": {"a b": {}, "c": {}}}} | the level 'a b' must have a label
          {"scenarios": ["a"], "factors": {"hand": {"a": 1, "c": {}}}} | factors.hand.a must name variations or set fields
          {"scenarios": ["a"], "set": {"agent.tau": 1}, "factors": {"agent.tau": [1, 2]}} | agent.tau is set in two places
          {"scenarios": ["a"], "question": {"factor": "hnd"}, "factors": {"hand": {"a": {}, "b": {}}}} | question.factor = hnd: there is no such factor, the nearest is 'hand'
          {"scenarios": ["a"], "question": {"factor": "hand", "against": "c"}, "factors": {"hand": {"a": {}, "b": {}}}} | the factor hand has no such level
          {"scenarios": ["a", "b"], "question": {"factor": "scenario", "against": "c"}} | the factor scenario has no such level
          {"scenarios": ["a"], "question": {"factor": "hand", "threshold": 2, "measure": "steps-to-threshold"}} | threshold must lie in (0, 1]
          {"scenarios": ["a"], "question": {"factor": "hand", "threshold": 0.5}} | threshold has an effect on the measure steps-to-threshold alone
          {"scenarios": ["a"], "set": {"seed": 1}} | seed has no effect on an experiment
          {"scenarios": ["a"], "factors": {"seed": [1, 2]}} | no factor can be called seed
          {"scenarios": ["a"], "set": {"expect.reaches.rate": 1}} | expect.reaches.rate has no effect
          {"scenarios": ["x/a.json", "y/a.json"]} | two scenarios would both be called a
          {"scenarios": ["a"], "name": "../a"} | name must be up to 100 letters
          [] | must hold one JSON object
          """)
  void whatIsWrongIsSaidInASentence(String text, String sentence) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aFactorWithoutValuesIsRefused() {
    assertThatThrownBy(() -> ExperimentFiles.vary("agent.tau"))
        .hasMessageContaining("--vary agent.tau: must have the form path=value,value");
    assertThatThrownBy(() -> ExperimentFiles.vary("agent.tau=0.1"))
        .hasMessageContaining("needs at least two levels");
  }

  private static Level level(
      String label, String suffix, List<String> variations, String path, String value) {
    return new Level(label, suffix, variations, List.of(new Assignment(path, value)));
  }

  private static ExperimentFile parse(String text) {
    return ExperimentFiles.parse(text, "mine.json", "mine");
  }
}
