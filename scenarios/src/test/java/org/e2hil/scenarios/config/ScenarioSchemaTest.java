package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Tunable;
import org.e2hil.scenarios.PointWorldProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says of scenario files what the program says of them. */
class ScenarioSchemaTest {

  private static final Path FILE = Path.of("scenario.schema.json");

  static final Scenarios SCENARIOS =
      new Scenarios(
          ServiceLoader.load(EnvironmentProvider.class).stream()
              .filter(provider -> provider.type() != PointWorldProvider.class)
              .map(ServiceLoader.Provider::get)
              .toList());

  static ObjectNode scenarios() {
    List<String> tasks =
        SCENARIOS.robots().stream()
            .map(EnvironmentProvider::tasks)
            .flatMap(List::stream)
            .distinct()
            .toList();
    return ScenarioSchema.of(SCENARIOS.vocabulary(), tasks, tunables(tasks));
  }

  private static String generated() {
    return Json.format(scenarios());
  }

  /** What is said of each tunable, for every task that has one of its name. */
  private static Map<String, String> tunables(List<String> tasks) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String task : tasks) {
      for (Tunable tunable : SCENARIOS.robot("sim-a1x").tunables(task)) {
        said.merge(
            tunable.name(),
            "%s: %s, %s to %s %s"
                .formatted(
                    task, tunable.about(), tunable.lowest(), tunable.highest(), tunable.unit())
                .strip(),
            (all, one) -> all + "; " + one);
      }
    }
    return said;
  }

  private static List<String> complaints(String json) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(Json.parse(generated(), "schema"));
    JsonNode tree = Json.parse(json, "file");
    return schema.validate(tree).stream().map(Object::toString).toList();
  }

  @Test
  void thePublishedSchemaIsThatOfTheRecords() throws IOException {
    PublishedSchema.assertIs(FILE, generated(), ScenarioSchemaTest.class);
  }

  static Stream<Path> shipped() throws IOException {
    return Stream.concat(Files.list(Path.of("")), Files.list(Path.of("variations")))
        .filter(file -> file.getFileName().toString().matches("[^.]+\\.json"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedFileObeysItAndNamesIt(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(complaints(text)).isEmpty();
    String named = Json.parse(text, "file").path("$schema").asText();
    assertThat(file.toAbsolutePath().resolveSibling(named)).exists();
  }

  @Test
  void aScenarioWithEveryFieldSpeltOutObeysIt() {
    for (String name : List.of("pick-banana", "toast-bread+so101+pixels", "open-toaster+paper")) {
      assertThat(complaints(SCENARIOS.write(SCENARIOS.read(name, List.of())))).isEmpty();
    }
  }

  @Test
  void theExamplesOfTheDocsObeyIt() throws IOException {
    List<String> examples = PublishedSchema.examples(Path.of("docs/scenarios.md"));

    assertThat(examples).isNotEmpty().allSatisfy(json -> assertThat(complaints(json)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"agent\": {\"dicount\": 0.9}}",
        "{\"agent\": {\"critics\": \"two\"}}",
        "{\"agent\": {\"critics\": 2.5}}",
        "{\"selection\": {\"type\": \"entropy-bounded\", \"share\": 0.1}}",
        "{\"observation\": \"picturs\"}",
        "{\"intervention\": {\"triggers\": {\"type\": \"behind\"}}}",
        "{\"steps\": 6000}",
        "{\"task\": {\"type\": \"toast-bread\", \"tunables\": {\"cookS\": \"long\"}}}",
        "{\"expect\": {\"reches\": {\"rate\": 0.9, \"within\": 3000}}}",
      })
  void whatTheProgramRefusesIsUnderlinedInTheEditor(String json) {
    assertThat(complaints(json)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"robot\": {\"type\": \"of-another-jar\", \"port\": 7}}",
        "{\"robot\": \"of-another-jar\"}",
        "{\"task\": \"of-another-jar\"}",
        "{\"task\": {\"type\": \"of-another-jar\", \"tunables\": {\"touchingM\": 0.02}}}",
        "{\"selection\": {\"type\": \"above-mean\", \"least\": 0.5}}",
        "{\"agent\": {\"gradientClip\": \"Infinity\"}}",
      })
  void whatOtherJarsBringIsLetThrough(String json) {
    assertThat(complaints(json)).isEmpty();
  }

  @Test
  void everyFieldOfTheLearnerIsExplained() {
    JsonNode agent = Json.parse(generated(), "schema").at("/definitions/SacConfig/properties");

    assertThat(agent)
        .allSatisfy(field -> assertThat(field.path("description").asText()).isNotBlank())
        .allSatisfy(field -> assertThat(field.has("default")).isTrue());
  }
}
