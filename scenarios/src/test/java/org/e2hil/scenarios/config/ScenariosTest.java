package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest extends ScenarioParsing {

  static List<String> shipped() {
    return Scenarios.discover().shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatComesWithE2HilIsReadAndWrittenAsTheSame(String name) {
    Scenario scenario = scenarios.read(name, List.of());

    assertThat(scenario.name()).isEqualTo(name);
    assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
  }

  @Test
  void theBaselineDiffersInNameAndSelectionAlone() {
    Scenario ours = scenarios.read("pick-banana", List.of());
    Scenario baseline = scenarios.read("pick-banana+hil-serl", List.of());

    assertThat(ours.selection()).isInstanceOf(SelectionConfig.EntropyBounded.class);
    assertThat(baseline.selection()).isInstanceOf(SelectionConfig.KeepAll.class);
    assertThat(baseline)
        .usingRecursiveComparison()
        .ignoringFields("name", "selection")
        .isEqualTo(ours);
  }

  @Test
  void variationsChangeTheRobotAndTheSelection() {
    Scenario scenario = scenarios.read("toast-bread+so101+random-drop", List.of());

    assertThat(scenario.name()).isEqualTo("toast-bread+so101+random-drop");
    assertThat(scenario.robot().type()).isEqualTo("sim-so101");
    assertThat(scenario.selection())
        .isInstanceOfSatisfying(
            SelectionConfig.RandomDrop.class, drop -> assertThat(drop.share()).isEqualTo(0.15));
    assertThat(parse(scenarios.write(scenario))).isEqualTo(scenario);
  }

  @Test
  void aFileRefinesTheRobotOfTheScenarioThatItExtends(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.json"),
            "{\"extends\": \"fold-towel\", \"robot\": {\"randomisation\": \"default\"}}");

    Scenario scenario = scenarios.read(file.toString(), List.of());

    assertThat(scenario)
        .usingRecursiveComparison()
        .isEqualTo(
            scenarios.read(
                "fold-towel",
                List.of(
                    Assignment.parse("name=mine"),
                    Assignment.parse("robot.randomisation=default"))));
  }

  @Test
  void everyTaskHasAScenarioOfItsNameOnTheA1x() {
    for (String task : scenarios.robot("sim-a1x").tasks()) {
      Scenario scenario = scenarios.read(task, List.of());
      assertThat(scenario.task().type()).isEqualTo(task);
      assertThat(scenario.robot().type()).isEqualTo("sim-a1x");
    }
  }

  @Test
  void theVariationByPixelsDiffersInWhatIsSeenAndHowLongAlone() {
    Scenario state = scenarios.read("pick-banana", List.of());
    Scenario pixels = scenarios.read("pick-banana+pixels", List.of());

    assertThat(pixels.observation()).isEqualTo(Scenario.Observation.PIXELS);
    assertThat(pixels)
        .usingRecursiveComparison()
        .ignoringFields("name", "observation", "agent.threads", "training.steps", "expect")
        .isEqualTo(state);
  }

  @Test
  void anUnknownNameIsNotTakenForAFile() {
    assertThatThrownBy(() -> scenarios.read("pick-bananna", List.of()))
        .hasMessage(
            "there is neither a file nor a scenario 'pick-bananna', the nearest is 'pick-banana',"
                + " allowed are [pick-banana, toast-bread, open-toaster, block-insertion,"
                + " wipe-whiteboard, fold-towel, pick-banana-quick, open-toaster-quick]");
  }

  @Test
  void aFileIsReadAndNamesItsScenario(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), REACH);

    assertThat(scenarios.read(file.toString(), List.of()).name()).isEqualTo("mine");
  }

  @Test
  void aFileThatIsMissingOrNoTextIsReported(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.json");
    Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> scenarios.read(missing.toString(), List.of()))
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> scenarios.read(binary.toString(), List.of()))
        .hasMessage(binary + " is not text in UTF-8");
    assertThatThrownBy(() -> scenarios.read(folder.toString(), List.of()))
        .isInstanceOf(ScenarioException.class)
        .message()
        .contains(folder.toString());
  }

  @Test
  void theFingerprintAllowsALongerTrainingAndOtherMeasurementsAndNothingElse() {
    String fingerprint = scenarios.fingerprint(parse(REACH));

    assertThat(scenarios.fingerprint(parse(REACH, "training.steps=9", "evaluation.episodes=2")))
        .isEqualTo(fingerprint);
    assertThat(scenarios.fingerprint(parse(REACH, "diagnostics=off"))).isEqualTo(fingerprint);
    assertThat(scenarios.fingerprint(parse(REACH, "agent.discount=0.9"))).isNotEqualTo(fingerprint);
    assertThat(scenarios.fingerprint(parse(REACH, "seed=2"))).isNotEqualTo(fingerprint);
    for (String kept :
        List.of("training.logEverySteps=7", "training.checkpointEverySteps=7", "agent.threads=3")) {
      assertThat(scenarios.fingerprint(parse(REACH, kept))).isEqualTo(fingerprint);
    }
  }

  @Test
  void aTaskAloneIsEnoughForADemonstration() {
    Scenario scenario = scenarios.forDemo("reach", Optional.empty(), List.of());

    assertThat(scenario.robot().type()).isEqualTo("test-point");
    assertThat(scenarios.request(scenario).groups()).containsExactly("proprioception", "objects");
  }
}
