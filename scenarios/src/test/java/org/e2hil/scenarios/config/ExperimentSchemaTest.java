package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says of experiment files what the program says of them. */
class ExperimentSchemaTest {

  private static final Path FILE = Path.of("experiment.schema.json");

  private static String generated() {
    return Json.format(ExperimentSchema.of(ScenarioSchemaTest.scenarios()));
  }

  private static List<String> complaints(String json) {
    JsonNode tree = Json.parse(json, "file");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(
            SchemaLocation.of(FILE.toAbsolutePath().toUri().toString()),
            Json.parse(generated(), "schema"))
        .validate(tree)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void thePublishedSchemaIsThatOfTheRecords() throws IOException {
    PublishedSchema.assertIs(FILE, generated(), ExperimentSchemaTest.class);
  }

  static Stream<Path> shipped() throws IOException {
    return Files.list(Path.of("experiments"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedExperimentObeysItAndNamesIt(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(complaints(text)).isEmpty();
    String named = Json.parse(text, "file").path("$schema").asText();
    assertThat(file.toAbsolutePath().resolveSibling(named).normalize())
        .isEqualTo(FILE.toAbsolutePath());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void anExperimentAsItIsKeptBesideItsRunsObeysIt(Path file) throws IOException {
    ExperimentFile read = ExperimentFiles.parse(Files.readString(file), "file", "any");

    assertThat(complaints(ExperimentFiles.write(read))).isEmpty();
  }

  @Test
  void theExamplesOfTheDocsObeyIt() throws IOException {
    List<String> examples = PublishedSchema.examples(Path.of("docs/experiments.md"));

    assertThat(examples).isNotEmpty().allSatisfy(json -> assertThat(complaints(json)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'scenarios': []}",
        "{'scenarios': 'pick-banana'}",
        "{'scenarios': ['pick-banana'], 'seeds': [1, 2]}",
        "{'scenarios': ['pick-banana'], 'set': {'agnet.discount': 0.9}}",
        "{'scenarios': ['pick-banana'], 'factors': {'agent.critics': [2, 'four']}}",
        "{'scenarios': ['pick-banana'], 'factors': {'selection.samples': [4]}}",
        "{'scenarios': ['pick-banana'], 'factors': {'method': {'one': {}, 'two': 7}}}",
        "{'scenarios': ['pick-banana'], 'factors': {'method': {'a b': {}, 'c': {}}}}",
        "{'scenarios': ['pick-banana'], 'question': {'factor': 'scenario', 'measure': 'speed'}}",
        "{'scenarios': ['pick-banana'], 'budget': {'days': 1}}",
        "{'scenarios': ['pick-banana'], 'factor': {}}",
      })
  void whatTheProgramRefusesIsUnderlinedInTheEditor(String json) {
    String text = json.replace('\'', '"');

    assertThat(complaints(text)).isNotEmpty();
    assertThatThrownBy(() -> readAndSet(text)).isInstanceOf(RuntimeException.class);
  }

  /** Reads the experiment, and its first scenario with all fields that it sets. */
  private static void readAndSet(String text) {
    ExperimentFile file = ExperimentFiles.parse(text, "file", "any");
    ScenarioSchemaTest.SCENARIOS.read(
        file.scenarios().get(0),
        Stream.concat(
                file.settings().stream(),
                file.factors().stream()
                    .flatMap(factor -> factor.levels().stream())
                    .flatMap(level -> level.settings().stream()))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'set': {'task.tunables.touchingM': 0.02, 'robot.port': 7}}",
        "{'factors': {'selection.type': ['keep-all', 'above-mean']}}",
        "{'factors': {'method': ['hil-serl', 'dagger+poor']}}",
        "{'factors': {'late': {'no': {}, 'yes': {'intervention.hand.reactionSteps': 9}}}}",
      })
  void whatOtherJarsBringIsLetThroughAsAllFormsOfAFactorAre(String json) {
    String text = json.replace('\'', '"').replaceFirst("\\{", "{\"scenarios\": [\"pick-banana\"],");

    assertThat(complaints(text)).isEmpty();
  }

  @Test
  void fieldsByTheirPathsAreExplained() {
    JsonNode fields = Json.parse(generated(), "schema").at("/definitions/settings/properties");

    assertThat(fields.path("agent.discount").path("description").asText()).isNotBlank();
    assertThat(fields.has("intervention.hand.reactionSteps")).isTrue();
    assertThat(fields.has("selection.samples")).isTrue();
  }
}
