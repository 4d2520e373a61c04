package org.e2hil.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Every whole number of a scenario is made very large. It must be refused in a sentence, or need no
 * memory.
 */
class LargeNumbersTest {

  private static final List<String> LARGE = List.of("2147483647", "100000000");

  private static Path folder;
  private static String scenario;

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("large-numbers");
    scenario = SmallScenario.in(folder);
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<String> settings() throws IOException {
    String text = Called.e2hil("validate", scenario, "--show").done().out();
    return Arbitraries.of(
        wholeNumbers("", new ObjectMapper().readTree(text)).keySet().stream()
            .flatMap(field -> LARGE.stream().map(number -> field + "=" + number))
            .toList());
  }

  private static Map<String, JsonNode> wholeNumbers(String path, JsonNode node) {
    Map<String, JsonNode> found = new TreeMap<>();
    if (node.isIntegralNumber()) {
      found.put(path, node);
    }
    node.fields()
        .forEachRemaining(
            field ->
                found.putAll(
                    wholeNumbers(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue())));
    return found;
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void aVeryLargeNumberIsRefusedInASentenceOrNeedsNoMemory(@ForAll("settings") String setting) {
    Called called = Called.e2hil("validate", scenario, "--set", setting);

    if (called.code() != 0) {
      called.refused("must");
      assertThat(called.err()).as(setting).doesNotContain("memory is exhausted", "unexpected");
    }
  }
}
