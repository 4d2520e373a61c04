package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command is given each of its options at odd values, each of its flags, and each field of a
 * scenario with {@code --set}. It must refuse it in a sentence, or show an effect: what it prints
 * or leaves differs from the call without it.
 */
class EveryOptionTest {

  private static final String SCENARIO =
      """
      {
        "name": "small",
        "task": {"type": "reach", "horizon": 40},
        "robot": "test-point",
        "agent": {"batchSize": 8, "hiddenSize": 16, "latentSize": 16, "critics": 2, "threads": 1},
        "training": {
          "steps": 12, "warmupSteps": 10, "demonstrations": 1, "checkpointEverySteps": 5
        },
        "evaluation": {"episodes": 30, "everySteps": 0},
        "diagnostics": "off"
      }
      """;

  /** A number that is too small, none, too large or no number; a name that is empty or unknown. */
  private static final List<String> ODD =
      List.of("-1", "0", "NaN", "1e400", "99999999999999999999", "x", "", " ");

  /** A call of each command that is done at once; of the others all odd values are refused. */
  private static final Map<String, List<String>> CALLS = new LinkedHashMap<>();

  /** What each of them prints. */
  private static final Map<String, String> WITHOUT = new LinkedHashMap<>();

  private static Path folder;
  private static Path run;
  private static int trainings;

  /** A command, one of its options, and a value for it. */
  record Odd(String command, String option, String value) {}

  @BeforeContainer
  static void train() throws IOException {
    folder = Files.createTempDirectory("every-option");
    run = folder.resolve("run");
    String scenario = Files.writeString(folder.resolve("small.json"), SCENARIO).toString();
    CALLS.put("train", List.of(scenario, "--out", folder + "/train-COUNT"));
    CALLS.put("record", List.of(scenario, "--fps", "10", "--out", folder + "/train-COUNT"));
    CALLS.put("experiment", List.of(scenario, "--seeds", "1", "--out", folder + "/experiment"));
    CALLS.put("evaluate", List.of(run.toString()));
    CALLS.put("export", List.of(run.toString()));
    String expecting =
        Files.writeString(
                folder.resolve("expecting.json"),
                """
                {"extends": "small.json", "name": "small",
                  "expect": {"needsInterventionsAtMost": 1}}
                """)
            .toString();
    CALLS.put(
        "check",
        List.of(expecting, "--run", run.toString(), "--out", folder.resolve("check").toString()));
    CALLS.put("demo", List.of(scenario, "--episodes", "4"));
    CALLS.put(
        "experts",
        List.of("reach", "--robot", "test-point", "--hands", "expert,random", "--noise", "0.9"));
    CALLS.put("validate", List.of(scenario));
    CALLS.put("report", List.of(run.toString()));
    Called.e2hil("train", scenario, "--out", run.toString()).done();
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** All commands and those below them, by the words that call them. */
  private static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              commands.put(name, command);
              command.getSubcommands().forEach((below, c) -> commands.put(name + " " + below, c));
            });
    return commands;
  }

  /** Those that take a value, or the flags. What shows more of an error has no effect on others. */
  private static List<OptionSpec> options(CommandLine command, boolean withValue) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .filter(option -> !option.longestName().equals("--stacktrace"))
        .filter(option -> option.arity().max() > 0 == withValue)
        .toList();
  }

  @Provide
  Arbitrary<Odd> flags() {
    List<Odd> all = new ArrayList<>();
    commands()
        .forEach(
            (name, command) ->
                options(command, /* withValue= */ false)
                    .forEach(flag -> all.add(new Odd(name, flag.longestName(), ""))));
    return Arbitraries.of(all);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void aFlagIsRefusedInASentenceOrHasAnEffect(@ForAll("flags") Odd flag) {
    List<String> base = CALLS.getOrDefault(flag.command(), List.of());
    List<String> call = new ArrayList<>(List.of(flag.command().split(" ")));
    call.addAll(base);
    call.add(flag.option());
    assertObeyedOrRefused(flag.command(), base, call);
  }

  @Provide
  Arbitrary<Odd> odd() {
    List<Odd> all = new ArrayList<>();
    commands()
        .forEach(
            (name, command) -> {
              for (OptionSpec option : options(command, /* withValue= */ true)) {
                // what is so by default has no effect
                ODD.stream()
                    .filter(value -> !value.equals(option.defaultValue()))
                    .forEach(value -> all.add(new Odd(name, option.longestName(), value)));
              }
            });
    return Arbitraries.of(all);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void anOddValueOfAnOptionIsRefusedInASentenceOrHasAnEffect(@ForAll("odd") Odd odd) {
    List<String> base = CALLS.getOrDefault(odd.command(), List.of());
    List<String> call = new ArrayList<>(List.of(odd.command().split(" ")));
    // an option that the call has already is replaced, since picocli takes most of them once
    for (int i = 0; i < base.size(); i++) {
      if (base.get(i).equals(odd.option())) {
        i++;
      } else {
        call.add(base.get(i));
      }
    }
    boolean isFolder = odd.option().equals("--out") && !odd.value().isBlank();
    call.add(odd.option() + "=" + (isFolder ? folder.resolve(odd.value()) : odd.value()));
    assertObeyedOrRefused(odd.command(), base, call);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void aFieldThatIsSetIsRefusedOrHasAnEffect(@ForAll("fields") Odd field) {
    List<String> base = CALLS.get(field.command());
    List<String> call = new ArrayList<>(List.of(field.command()));
    call.addAll(base);
    call.addAll(List.of("--set", field.option() + "=" + field.value()));
    assertObeyedOrRefused(field.command(), base, call);
  }

  @Provide
  Arbitrary<Odd> fields() throws IOException {
    List<Odd> all = new ArrayList<>();
    JsonNode scenario =
        new ObjectMapper().readTree(Files.readString(new RunDirectory(run).scenario()));
    leaves("", scenario)
        .forEach(
            (path, value) -> {
              for (String command : List.of("evaluate", "demo")) {
                all.add(new Odd(command, path, other(value)));
              }
            });
    return Arbitraries.of(all);
  }

  private static Map<String, JsonNode> leaves(String path, JsonNode node) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    if (!node.isObject()) {
      found.put(path, node);
    }
    node.fields()
        .forEachRemaining(
            field ->
                found.putAll(
                    leaves(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue())));
    return found;
  }

  /** Another value of the same kind, which is good for most fields. */
  private static String other(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "2";
    } else if (value.isNumber()) {
      return Double.toString(value.doubleValue() * 5);
    } else if (value.isBoolean()) {
      return Boolean.toString(!value.booleanValue());
    }
    return value.isArray() ? "[\"proprioception\"]" : "other";
  }

  private static void assertObeyedOrRefused(
      String command, List<String> base, List<String> arguments) {
    Called called = call(arguments);

    assertThat(called.code()).as("%s", arguments).isBetween(0, 2);
    assertThat(called.err()).as("%s", arguments).doesNotContain("Exception", "\tat ");
    // an expert that fails is no refusal
    if (called.err().isBlank()) {
      String without =
          WITHOUT.computeIfAbsent(
              command,
              name -> call(Stream.concat(Stream.of(name), base.stream()).toList()).done().out());
      assertThat(called.out()).as("%s has no effect", arguments).isNotEqualTo(without);
    } else {
      assertThat(called.code()).as("%s", arguments).isNotZero();
    }
  }

  /** Each training has a directory of its own, whose name is no effect. */
  private static Called call(List<String> arguments) {
    String own = "train-" + trainings++;
    Called called =
        Called.e2hil(
            arguments.stream()
                .map(argument -> argument.replace("train-COUNT", own))
                .toArray(String[]::new));
    return new Called(called.code(), called.out().replace(own, "train-COUNT"), called.err());
  }
}
