package org.e2hil.scenarios.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.scenarios.cli.ChildProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A training, its evaluation and its report, in every locale and in folders with all kinds of
 * names, leave the same bytes.
 */
@Tag("slow")
class LocalesTest {

  private static final String SHELL = "bash: warning: setlocale: ";

  private static final List<String> LOCALES = List.of("C", "tr_TR", "ar_EG", "de_DE");

  @TempDir private Path folder;

  /**
   * @param clone name of the project's folder
   * @param work name of the working directory; Java's class path, but not this, ends at a colon
   */
  @ParameterizedTest
  @CsvSource({"clone, work", "Jürgen, Größe", "a clone, my work", "clone, a:b"})
  void everyLocaleLeavesTheSameBytes(String clone, String work) throws Exception {
    BuiltProject project = BuiltProject.in(folder.resolve("clones").resolve(clone));
    Path directory = Files.createDirectories(folder.resolve("work").resolve(work));
    BuiltProject.tinyScenario(directory);
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (String locale : LOCALES) {
      ChildProgram child = new ChildProgram(directory, environment(locale));
      List<String> seen = new ArrayList<>();
      call(project, child, "train", "tiny.json", "--out", "Lauf-" + locale);
      Path run = directory.resolve("Lauf-" + locale);
      seen.add(Files.readString(run.resolve("metrics.csv")));
      seen.add(Files.readString(run.resolve("scenario.json")));
      seen.add(call(project, child, "evaluate", "Lauf-" + locale));
      // of one and the same run, which says how long it took
      call(project, child, "report", "Lauf-C", "--out", "Bericht-" + locale);
      seen.add(Files.readString(directory.resolve("Bericht-" + locale + "/report.html")));
      left.put(locale, seen);
    }

    LOCALES.forEach(locale -> assertThat(left.get(locale)).as(locale).isEqualTo(left.get("C")));
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1 + 2 * LOCALES.size());
    }
  }

  /** A Java whose system lacks a locale is told of it all the same. */
  private static Map<String, String> environment(String locale) {
    String[] parts = (locale + "_").split("_", -1);
    String java =
        parts[1].isEmpty() ? "" : "-Duser.language=" + parts[0] + " -Duser.country=" + parts[1];
    return Map.of(
        "PATH",
        System.getenv("PATH"),
        "HOME",
        System.getProperty("user.home"),
        "LC_ALL",
        locale,
        "LANG",
        locale,
        "E2HIL_JAVA_OPTIONS",
        java + " -XX:TieredStopAtLevel=1");
  }

  private static String call(BuiltProject project, ChildProgram child, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(project.launcher()));
    command.addAll(List.of(arguments));
    Called called = child.call(command).done();
    // a shell says, before its first line, that its system lacks a locale
    assertThat(called.err().lines().filter(line -> !line.startsWith(SHELL)))
        .as("%s", command)
        .isEmpty();
    return called.out();
  }
}
