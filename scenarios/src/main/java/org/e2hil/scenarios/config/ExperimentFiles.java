package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.ExperimentFile.Factor;
import org.e2hil.scenarios.config.ExperimentFile.Level;
import org.e2hil.scenarios.config.ExperimentFile.Question;

/** Reads experiments from JSON, and their parts from the command line. */
@API(status = API.Status.INTERNAL)
public final class ExperimentFiles {

  private static final int MOST_SEEDS = 1000;
  private static final String SCENARIOS = "scenarios";
  private static final String FACTORS = "factors";
  private static final String SET = "set";
  private static final Vocabulary PLAIN = new Vocabulary();

  private ExperimentFiles() {}

  /**
   * The fields of the file that are alike in every experiment.
   *
   * @param name of the experiment; that of the file where empty
   * @param scenarios names or files
   * @param seeds such as {@code 1-5} or {@code 1,2,7}
   * @param question what is compared
   * @param budget what the experiment may spend
   */
  record Plain(
      Optional<String> name,
      List<String> scenarios,
      Optional<String> seeds,
      Optional<Question> question,
      Optional<Budget> budget) {}

  /**
   * What an experiment may spend.
   *
   * @param hours on the clock
   */
  private record Budget(double hours) {}

  /**
   * The experiment of this name or file.
   *
   * @return empty if it describes no experiment, as a scenario does, or cannot be read
   * @throws ScenarioException if it describes one and anything is wrong with it
   */
  public static Optional<ExperimentFile> find(String nameOrFile) {
    return ScenarioFiles.experiment(nameOrFile)
        .map(
            source -> {
              ExperimentFile file = parse(source.text(), source.origin(), source.name());
              return file.withScenarios(
                  file.scenarios().stream()
                      .map(reference -> ScenarioFiles.beside(source.path(), reference))
                      .toList());
            });
  }

  /** The names of the experiments that come with E2HiL, and a sentence on each. */
  public static Map<String, String> shipped() {
    return ScenarioFiles.experiments();
  }

  /** An experiment as a file that {@link #find} reads as the same. */
  public static String write(ExperimentFile file) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("name", file.name());
    file.scenarios().forEach(tree.putArray(SCENARIOS)::add);
    write(file.settings(), tree.putObject(SET));
    ObjectNode factors = tree.putObject(FACTORS);
    file.factors().forEach(factor -> factors.set(factor.name(), write(factor)));
    tree.put("seeds", file.seeds().stream().map(String::valueOf).collect(Collectors.joining(",")));
    file.question()
        .ifPresent(question -> tree.set("question", new RecordWriter(PLAIN).write(question)));
    file.hours().ifPresent(hours -> tree.putObject("budget").put("hours", hours));
    return Json.format(tree);
  }

  private static JsonNode write(Factor factor) {
    String field = factor.name().substring(factor.name().lastIndexOf('.') + 1);
    if (factor.levels().stream().allMatch(l -> l.suffix().equals("+" + field + "-" + l.label()))) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      factor.levels().forEach(level -> values.add(value(level.settings().get(0))));
      return values;
    }
    ObjectNode levels = JsonNodeFactory.instance.objectNode();
    for (Level level : factor.levels()) {
      if (level.variations().isEmpty()) {
        write(level.settings(), levels.putObject(level.label()));
      } else {
        levels.put(level.label(), String.join("+", level.variations()));
      }
    }
    return levels;
  }

  private static void write(List<Assignment> settings, ObjectNode into) {
    settings.forEach(setting -> into.set(setting.path(), value(setting)));
  }

  private static JsonNode value(Assignment setting) {
    try {
      return Json.parse(setting.value(), setting.path());
    } catch (ScenarioException bareText) {
      return JsonNodeFactory.instance.textNode(setting.value());
    }
  }

  /** An experiment from its text. */
  static ExperimentFile parse(String text, String origin, String fileName) {
    if (!(Json.parse(text, origin) instanceof ObjectNode tree)) {
      throw new ScenarioException(origin + " must hold one JSON object, { … }");
    }
    tree.remove(List.of("about", "$schema"));
    JsonNode seeds = tree.path("seeds");
    if (!seeds.isMissingNode() && !seeds.isTextual()) {
      throw new ScenarioException(
          origin + ": seeds = " + seeds + ": must be a text such as \"1-5\" or \"1,2,7\"");
    }
    JsonNode factors = tree.remove(FACTORS);
    JsonNode set = tree.remove(SET);
    RecordBinder binder = new RecordBinder(PLAIN);
    Plain plain =
        binder.bind(tree, Plain.class).orElseThrow(() -> new ScenarioException(binder.problems()));
    try {
      return new ExperimentFile(
          plain.name().orElse(fileName),
          plain.scenarios(),
          set == null ? List.of() : settings(set, SET),
          factors == null ? List.of() : factors(factors),
          seeds(plain.seeds().orElse("1-5"), "seeds"),
          plain.question(),
          plain.budget().map(b -> OptionalDouble.of(b.hours())).orElse(OptionalDouble.empty()));
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(origin + ": " + e.getMessage());
    }
  }

  /**
   * Seeds from a text such as {@code 1-5} or {@code 1,2,7}.
   *
   * @param origin where the text stands, for a message
   */
  public static List<Long> seeds(String text, String origin) {
    List<Long> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      try {
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        if (ends.length > 2 || last < first || last - first >= MOST_SEEDS) {
          throw wrongSeeds(text, origin);
        }
        LongStream.rangeClosed(first, last).forEach(all::add);
      } catch (NumberFormatException e) {
        throw wrongSeeds(text, origin);
      }
    }
    return all;
  }

  private static IllegalArgumentException wrongSeeds(String text, String origin) {
    return new IllegalArgumentException(
        "%s must be whole numbers and ranges of up to %,d, such as 1-5 or 1,2,7, but is '%s'"
            .formatted(origin, MOST_SEEDS, text));
  }

  /**
   * A factor that varies one field, from {@code PATH=VALUE,VALUE…}.
   *
   * @throws ScenarioException if it has not that form
   */
  public static Factor vary(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw new ScenarioException(
          "--vary %s: must have the form path=value,value, such as selection.samples=4,8"
              .formatted(text));
    }
    String path = text.substring(0, equals).strip();
    try {
      return new Factor(
          path,
          Arrays.stream(text.substring(equals + 1).split(",", -1))
              .map(value -> value(new Assignment(path, value.strip())))
              .map(value -> field(path, value.asText(), value.toString()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new ScenarioException("--vary %s: %s".formatted(text, e.getMessage()));
    }
  }

  private static List<Factor> factors(JsonNode node) {
    if (!(node instanceof ObjectNode block)) {
      throw new IllegalArgumentException(
          "factors must be a block of factors by their names, but is " + node);
    }
    List<Factor> factors = new ArrayList<>();
    block.fields().forEachRemaining(f -> factors.add(factor(f.getKey(), f.getValue())));
    return factors;
  }

  private static Factor factor(String name, JsonNode node) {
    List<Level> levels = new ArrayList<>();
    if (node instanceof ArrayNode list) {
      list.forEach(value -> levels.add(level(name, value)));
    } else if (node instanceof ObjectNode block) {
      block.fields().forEachRemaining(f -> levels.add(level(name, f.getKey(), f.getValue())));
    } else {
      throw new IllegalArgumentException(
          "factors.%s must be a list of values or variations, or a block of levels by their labels, but is %s"
              .formatted(name, node));
    }
    return new Factor(name, levels);
  }

  /** An entry of a list: a value where the factor is a field, else variations. */
  private static Level level(String factor, JsonNode value) {
    if (value.isContainerNode() || value.isNull()) {
      throw new IllegalArgumentException(
          "factors.%s: %s needs a label; write a block, {\"LABEL\": %s, …}"
              .formatted(factor, value, value.isNull() ? "{\"PATH\": null}" : value));
    } else if (isField(factor)) {
      return field(factor, value.asText(), value.toString());
    } else if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "factors.%s: %s is no variation, and %s no field of a scenario, such as agent.discount"
              .formatted(factor, value, factor));
    }
    return level(factor, value.textValue(), value);
  }

  private static Level level(String factor, String label, JsonNode value) {
    if (value.isTextual()) {
      List<String> variations = List.of(value.textValue().split("\\+", -1));
      return new Level(label, "+" + value.textValue(), variations, List.of());
    } else if (value.isObject()) {
      List<Assignment> settings = settings(value, "factors." + factor + "." + label);
      return new Level(label, settings.isEmpty() ? "" : "+" + label, List.of(), settings);
    }
    throw new IllegalArgumentException(
        "factors.%s.%s must name variations or set fields, {\"agent.discount\": 0.98}, but is %s"
            .formatted(factor, label, value));
  }

  private static Level field(String path, String label, String value) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    return new Level(
        label, "+" + last + "-" + label, List.of(), List.of(new Assignment(path, value)));
  }

  private static List<Assignment> settings(JsonNode node, String place) {
    if (!(node instanceof ObjectNode block)) {
      throw new IllegalArgumentException(
          "%s must be a block of fields by their paths, {\"agent.discount\": 0.98}, but is %s"
              .formatted(place, node));
    }
    List<Assignment> settings = new ArrayList<>();
    block
        .fields()
        .forEachRemaining(f -> settings.add(new Assignment(f.getKey(), f.getValue().toString())));
    return settings;
  }

  private static boolean isField(String name) {
    return name.contains(".")
        || Arrays.stream(Scenario.class.getRecordComponents())
            .map(RecordComponent::getName)
            .anyMatch(name::equals);
  }
}
