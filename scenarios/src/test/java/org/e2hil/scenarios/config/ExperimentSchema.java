package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JSON Schema of experiment files, for editors that complete and check them. An experiment sets
 * fields by their paths, such as {@code agent.discount}; what each may hold stands in the file of
 * the scenarios' schema.
 */
final class ExperimentSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SCENARIO_FILE = "scenario.schema.json";
  private static final String OF_THE_PROGRAM = "name|seed|expect|about|extends|\\$schema";

  /** Blocks within blocks; a hand's trigger's type is the deepest that there is. */
  private static final int DEEPEST = 4;

  private final ObjectNode scenario;
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  private ExperimentSchema(ObjectNode scenario) {
    this.scenario = scenario;
    collect("", scenario, 0);
  }

  /** The schema of experiments with scenarios that this schema describes. */
  static ObjectNode of(ObjectNode scenario) {
    return new ExperimentSchema(scenario).experiment();
  }

  private ObjectNode experiment() {
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "An experiment of E2HiL");
    root.setAll(ScenarioSchema.of(ExperimentFiles.Plain.class));
    ObjectNode properties = (ObjectNode) root.get("properties");
    properties.set("$schema", ScenarioSchema.type("string"));
    properties.set(
        "about", ScenarioSchema.described(ScenarioSchema.type("string"), "a sentence for people"));
    properties.set(
        "set",
        ScenarioSchema.described(reference("settings"), "fields that every cell has otherwise"));
    properties.set(
        "factors",
        ScenarioSchema.described(
            reference("factors"),
            "what varies; every level of a factor is combined with every level of the others"));
    root.putArray("required").add("scenarios");
    ((ObjectNode) properties.get("scenarios")).put("minItems", 1);
    ObjectNode definitions = (ObjectNode) root.get("definitions");
    definitions.set("settings", settings());
    definitions.set("levels", levels());
    definitions.set("factors", factors());
    return root;
  }

  /** Fields by their paths. */
  private ObjectNode settings() {
    ObjectNode block = ScenarioSchema.type("object");
    ObjectNode properties = block.putObject("properties");
    fields.forEach(properties::set);
    block.putObject("propertyNames").put("pattern", "^(" + String.join("|", blocks()) + ")(\\.|$)");
    return block;
  }

  /** A label for each level, and what it is. */
  private ObjectNode levels() {
    ObjectNode block = ScenarioSchema.type("object").put("minProperties", 2);
    block.putObject("propertyNames").put("pattern", "^[A-Za-z0-9._+-]{1,40}$");
    ObjectNode variations =
        ScenarioSchema.described(ScenarioSchema.type("string"), "variations, with + between them");
    return block.set(
        "additionalProperties", ScenarioSchema.anyOf(List.of(variations, reference("settings"))));
  }

  private ObjectNode factors() {
    ObjectNode block = ScenarioSchema.type("object");
    ObjectNode properties = block.putObject("properties");
    fields
        .keySet()
        .forEach(path -> properties.set(path, factor(reference("settings/properties/" + path))));
    return block.set("additionalProperties", factor(ScenarioSchema.type("string")));
  }

  /** A list of values, or of variations, or levels with labels. */
  private static ObjectNode factor(JsonNode value) {
    ObjectNode list = ScenarioSchema.type("array").put("minItems", 2).put("uniqueItems", true);
    return ScenarioSchema.anyOf(List.of(list.set("items", value), reference("levels")));
  }

  private static ObjectNode reference(String definition) {
    return NODES.objectNode().put("$ref", "#/definitions/" + definition);
  }

  private Set<String> blocks() {
    return fields.keySet().stream()
        .map(path -> path.replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All fields of a block by their paths, those of every type that it may have. */
  private void collect(String prefix, JsonNode block, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (block.has("$ref")) {
      String name = block.get("$ref").asText().replace("#/definitions/", "");
      collect(prefix, scenario.get("definitions").get(name), depth);
      return;
    }
    block.path("anyOf").forEach(form -> collect(prefix, form, depth));
    for (Map.Entry<String, JsonNode> field : block.path("properties").properties()) {
      if (!field.getKey().matches(OF_THE_PROGRAM)) {
        String path = prefix + field.getKey();
        fields.merge(path, outside(field.getValue()), ExperimentSchema::either);
        collect(path + ".", field.getValue(), depth + 1);
      }
    }
  }

  /** The same schema as one of another file refers to it; its default is that of no cell. */
  private static JsonNode outside(JsonNode field) {
    ObjectNode copy = (ObjectNode) field.deepCopy();
    copy.remove("default");
    for (JsonNode reference : copy.findParents("$ref")) {
      ((ObjectNode) reference).put("$ref", SCENARIO_FILE + reference.get("$ref").asText());
    }
    return copy;
  }

  /** Blocks of two types may have fields of one name. */
  private static JsonNode either(JsonNode one, JsonNode other) {
    return one.equals(other)
        ? one
        : ScenarioSchema.anyOf(List.of((ObjectNode) one, (ObjectNode) other));
  }
}
