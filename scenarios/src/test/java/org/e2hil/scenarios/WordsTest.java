package org.e2hil.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One word for one thing: those that {@code docs/glossary.md} replaced do not come back. */
class WordsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Map<String, String> BANNED =
      Map.ofEntries(
          Map.entry("\\banew\\b", "again"),
          Map.entry("\\bwhoever\\b", "who it is"),
          Map.entry("(?i)examin", "evaluate"),
          Map.entry("\\bsteps by hand\\b", "intervention steps"),
          Map.entry("\\bworkplaces?\\b", "set-up"),
          Map.entry("\\bepisode's ending\\b", "episode end"),
          Map.entry("\\bTrunk\\b", "MlpLayout"),
          Map.entry("\\b(stddev|standardDeviation|sigma)\\b", "std"),
          Map.entry("\\b(softUpdate|approachTargets)\\b", "polyakUpdate"));

  /** They speak of what was, or name what is banned. */
  private static final List<String> EXCEPTED =
      List.of(
          "CHANGELOG.md",
          "names-are-the-fields.md",
          "WordsTest.java",
          "FormerNames.java",
          "FormerNamesTest.java");

  static Stream<Path> roots() {
    return Stream.of("agent", "sim", "hardware", "scenarios", "README.md", "CONTRIBUTING.md")
        .map(ROOT::resolve);
  }

  @ParameterizedTest
  @MethodSource("roots")
  void noWordThatTheGlossaryReplacedIsUsed(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(WordsTest::isRead).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          String line = lines.get(i);
          String place = ROOT.relativize(file) + ":" + (i + 1);
          BANNED.forEach(
              (word, instead) -> {
                if (Pattern.compile(word).matcher(line).find()) {
                  found.add("%s: say '%s': %s".formatted(place, instead, line.strip()));
                }
              });
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isRead(Path file) {
    String name = file.getFileName().toString();
    return name.matches(".+\\.(java|md|json|xml)")
        && !EXCEPTED.contains(name)
        && !file.toString().contains("/target/");
  }
}
