package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFilesTest {

  private static final Path SHIPPED_FILES = Path.of("").toAbsolutePath();

  @TempDir private Path folder;

  private String file(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, json).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // block over block: field by field, at any depth
        "{'agent': {'tau': 1, 'critics': 2}} | {'agent': {'tau': 3}} | {'agent': {'tau': 3, 'critics': 2}}",
        "{'a': {'b': {'c': 1, 'd': 2}}} | {'a': {'b': {'d': 3}, 'e': 4}} | {'a': {'b': {'c': 1, 'd': 3}, 'e': 4}}",
        // lists, words and numbers replace
        "{'triggers': [1, 2]} | {'triggers': [3]} | {'triggers': [3]}",
        "{'steps': 1} | {'steps': null} | {'steps': null}",
        "{'robot': {'type': 'x', 'port': 1}} | {'robot': 'y'} | {'robot': 'y'}",
        "{'actionScaling': 'paper'} | {'actionScaling': {'paper': false}} | {'actionScaling': {'paper': false}}",
        // another type replaces, the same type or none does not
        "{'selection': {'type': 'x', 'samples': 1}} | {'selection': {'type': 'y', 'share': 2}} | {'selection': {'type': 'y', 'share': 2}}",
        "{'selection': {'samples': 1}} | {'selection': {'type': 'y'}} | {'selection': {'type': 'y'}}",
        "{'selection': {'type': 'x', 'samples': 1}} | {'selection': {'type': 'x', 'share': 2}} | {'selection': {'type': 'x', 'samples': 1, 'share': 2}}",
        "{'selection': {'type': 'x', 'samples': 1}} | {'selection': {'samples': 2}} | {'selection': {'type': 'x', 'samples': 2}}",
      })
  void blocksMergeFieldByFieldAndAnythingElseReplaces(
      String extended, String extending, String merged) throws IOException {
    file("below.json", extended.replace('\'', '"'));
    String over =
        file(
            "over.json",
            ("{'extends': 'below.json', " + extending.substring(1)).replace('\'', '"'));

    assertThat(ScenarioFiles.read(over))
        .isEqualTo(
            Json.parse(
                ("{'name': 'over', " + merged.substring(1)).replace('\'', '"'), "expectation"));
  }

  @Test
  void aFileExtendsAnotherOneRelativeToItselfOrAShippedScenario() throws IOException {
    file("lab/ours.json", "{\"extends\": \"pick-banana\", \"seed\": 7}");
    String mine =
        file("lab/today/mine.json", "{\"extends\": \"../ours.json\", \"robot\": \"a1x\"}");

    ObjectNode tree = ScenarioFiles.read(mine);

    assertThat(tree.get("task").asText()).isEqualTo("pick-banana");
    assertThat(tree.get("seed").asInt()).isEqualTo(7);
    assertThat(tree.get("robot").asText()).isEqualTo("a1x");
    assertThat(tree.has("extends")).isFalse();
  }

  @Test
  void aNameIsNotInherited() throws IOException {
    file("below.json", "{\"name\": \"theirs\"}");
    String over = file("over.json", "{\"extends\": \"below.json\"}");
    String named = file("named.json", "{\"extends\": \"below.json\", \"name\": \"ours\"}");

    assertThat(ScenarioFiles.read(over).get("name").asText()).isEqualTo("over");
    assertThat(ScenarioFiles.read(named).get("name").asText()).isEqualTo("ours");
  }

  @Test
  void variationsAreLaidOverFromLeftToRightAndBecomePartOfTheName() {
    ObjectNode tree = ScenarioFiles.read("toast-bread+so101+hil-serl+random-drop");

    assertThat(tree.get("name").asText()).isEqualTo("toast-bread+so101+hil-serl+random-drop");
    assertThat(tree.get("robot").get("type").asText()).isEqualTo("sim-so101");
    assertThat(tree.get("selection").get("type").asText()).isEqualTo("random-drop");
    assertThat(ScenarioFiles.read("toast-bread+random-drop+hil-serl").get("selection").asText())
        .isEqualTo("keep-all");
  }

  @Test
  void aFileHasVariationsTooAndMayItselfExtendAScenarioWithSome() throws IOException {
    String mine = file("mine.json", "{\"extends\": \"toast-bread+pixels\"}");

    ObjectNode tree = ScenarioFiles.read(mine + "+so101");

    assertThat(tree.get("name").asText()).isEqualTo("mine+so101");
    assertThat(tree.get("observation").asText()).isEqualTo("pixels");
    assertThat(tree.get("robot").get("type").asText()).isEqualTo("sim-so101");
  }

  @Test
  void aPlusSignInAFoldersNameIsNoVariation() throws IOException {
    String run = file("toast-bread+so101-seed1/scenario.json", "{\"name\": \"toast-bread+so101\"}");

    assertThat(ScenarioFiles.read(run).get("name").asText()).isEqualTo("toast-bread+so101");
    assertThat(ScenarioFiles.read(run + "+pixels").get("name").asText())
        .isEqualTo("toast-bread+so101+pixels");
  }

  @Test
  void whatAScenarioIsAboutIsNotPartOfIt() throws IOException {
    String mine = file("mine.json", "{\"about\": \"As on Friday.\", \"seed\": 3}");

    assertThat(ScenarioFiles.read(mine).has("about")).isFalse();
    assertThat(ScenarioFiles.read(mine + "+so101").has("about")).isFalse();
  }

  @Test
  void aCircleIsReported() throws IOException {
    String a = file("a.json", "{\"extends\": \"./b.json\"}");
    String b = file("b.json", "{\"extends\": \"a.json\"}");
    String self = file("self.json", "{\"extends\": \"self.json\"}");

    assertThatThrownBy(() -> ScenarioFiles.read(a))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(
            "%s extends \"./b.json\": %s extends \"a.json\": this is a circle"
                .formatted(a, folder.resolve("./b.json")));
    assertThatThrownBy(() -> ScenarioFiles.read(b)).hasMessageEndingWith("this is a circle");
    assertThatThrownBy(() -> ScenarioFiles.read(self))
        .hasMessage(self + " extends \"self.json\": this is a circle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"missing.json\" | extends \"missing.json\": FOLDER/missing.json: there is no such file",
        "\"tost-bread\" | extends \"tost-bread\": there is neither a file nor a scenario 'tost-bread', the nearest is 'toast-bread', allowed are [pick-banana,",
        "\"bas\" | extends \"bas\": there is neither a file nor a scenario 'bas', the nearest is 'base', allowed are [",
        "\"\" | extends \"\": there is neither a file nor a scenario ''",
        "\"base+so100\" | extends \"base+so100\": there is no variation 'so100', the nearest is 'so101', allowed are [so101,",
        "\"broken.json\" | extends \"broken.json\": FOLDER/broken.json is not valid JSON in line 1, column",
        "\"list.json\" | extends \"list.json\": FOLDER/list.json must hold one JSON object",
        "[\"base\"] | : extends must be the name or the file of one scenario, but is [\"base\"]",
      })
  void anExtensionOfWhatCannotBeReadIsReportedInOneLine(String extended, String sentence)
      throws IOException {
    file("broken.json", "{\"task\": }");
    file("list.json", "[]");
    String mine = file("mine.json", "{\"extends\": " + extended + "}");

    assertThatThrownBy(() -> ScenarioFiles.read(mine))
        .isInstanceOf(ScenarioException.class)
        .message()
        .contains(sentence.replace("FOLDER", folder.toString()))
        .startsWith(mine)
        .doesNotContain("\n");
  }

  @Test
  void anUnknownVariationIsReportedWithThoseThereAre() {
    assertThatThrownBy(() -> ScenarioFiles.read("toast-bread+so110"))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(
            "there is no variation 'so110', the nearest is 'so101', allowed are "
                + Names.list(ScenarioFiles.VARIATIONS));
    assertThatThrownBy(() -> ScenarioFiles.read("toast-bread+"))
        .hasMessageStartingWith("there is no variation ''");
  }

  @Test
  void theBaseIsNoScenario() {
    assertThatThrownBy(() -> ScenarioFiles.read("base"))
        .hasMessageStartingWith("there is neither a file nor a scenario 'base'");
  }

  @Test
  void whatIsWrongWithWhatWasMergedIsReportedAtItsField() throws IOException {
    file("below.json", "{\"extends\": \"toast-bread\", \"agent\": {\"dicount\": 0.9}}");
    String over = file("over.json", "{\"extends\": \"below.json\"}");

    assertThatThrownBy(() -> Scenarios.discover().read(over, List.of()))
        .message()
        .startsWith("agent.dicount = 0.9: there is no such field, the nearest is 'discount'");
  }

  @Test
  void everyFileThatIsShippedIsListed() throws IOException {
    List<String> scenarios = new ArrayList<>(ScenarioFiles.SHIPPED);
    scenarios.add("base");

    assertThat(names(SHIPPED_FILES)).containsExactlyInAnyOrderElementsOf(scenarios);
    assertThat(names(SHIPPED_FILES.resolve("variations")))
        .containsExactlyInAnyOrderElementsOf(ScenarioFiles.VARIATIONS);
    assertThat(ScenarioFiles.variations().values()).allMatch(about -> about.endsWith("."));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[^.]+\\.json"))
          .map(name -> name.replace(".json", ""))
          .toList();
    }
  }

  static List<String> variedScenarios() {
    return ScenarioFiles.SHIPPED.stream()
        .flatMap(name -> ScenarioFiles.VARIATIONS.stream().map(v -> name + "+" + v))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"human-like+bc", "bc+human-like", "human-like+hil-serl", "human-like"})
  void whoActsLittleOrNeverStillDemonstratesWithTheHandThatIsNamed(String variations) {
    Scenario scenario = Scenarios.discover().read("pick-banana+" + variations, List.of());

    assertThat(scenario.intervention().triggers().isEmpty()).isEqualTo(variations.contains("bc"));
    assertThat(scenario.intervention().hand().speed()).isLessThan(1);
    Scenario clean = Scenarios.discover().read("pick-banana", List.of());
    assertThat(scenario.training().demonstrationNoise())
        .as("is shaken as much as the clean hand, from which it is to differ by its own faults")
        .isEqualTo(clean.training().demonstrationNoise());
  }

  @ParameterizedTest
  @MethodSource("variedScenarios")
  void everyVariationFitsEveryScenario(String varied) {
    Scenario scenario = Scenarios.discover().read(varied, List.of());

    assertThat(scenario.name()).isEqualTo(varied);
    Trainable.require(scenario);
  }
}
