package org.e2hil.scenarios.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2hil.scenarios.cli.Called;
import org.e2hil.scenarios.cli.ChildProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher as in a container: a user whom the user database does not know, a home that cannot
 * be written to, a folder for temporary files that runs no programs, no locale, 1 GiB of memory. It
 * trains, or says in a sentence what it needs.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ContainerTest {

  private static final List<String> UNKNOWN_USER =
      List.of(
          "unshare",
          "--user",
          "--map-user=54321",
          "--map-group=54321",
          "--keep-caps",
          "--mount",
          "bash",
          "-euc");

  private Path folder;
  private Path home;
  private Path work;
  private BuiltProject project;

  @BeforeEach
  void makeProject() throws IOException, InterruptedException {
    // where programs may run also if the clone lies where temporary files go
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "container");
    folder = folder.toAbsolutePath();
    home = Files.createDirectory(folder.resolve("home"));
    work = Files.createDirectory(folder.resolve("work"));
    project = BuiltProject.in(folder.resolve("clone"));
    BuiltProject.tinyScenario(work);
    Called unknown = container("id -un || true");
    assumeTrue(
        unknown.code() == 0 && unknown.err().contains("cannot find name"),
        "this system allows no user namespaces: " + unknown.err());
  }

  @AfterEach
  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Called container(String script) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(UNKNOWN_USER);
    command.add(
        """
        again() { mount --bind "$2" "$2"; mount -o "remount,bind,$1" "$2"; }
        again noexec /tmp
        again exec "$ALL"
        again ro "$HOME"
        cd "$ALL/work"
        """
            + script);
    return new ChildProgram(
            work,
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                home.toString(),
                "ALL",
                folder.toString(),
                "E2HIL",
                project.launcher(),
                "E2HIL_JAVA_OPTIONS",
                "-XX:MaxRAM=1g -XX:TieredStopAtLevel=1"))
        .call(command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOME=\"$HOME\"", "-u HOME", "XDG_CACHE_HOME=\"$PWD/cache\""})
  void itTrainsWhereverLibrariesMayRun(String surroundings) throws Exception {
    Called called =
        container("exec env %s \"$E2HIL\" train tiny.json --out run".formatted(surroundings));

    assertThat(called.done().err()).isEmpty();
    assertThat(work.resolve("run/policy.zip")).isNotEmptyFile();
    assertThat(Files.exists(work.resolve("cache/javacpp")))
        .isEqualTo(surroundings.startsWith("XDG"));
    assertThat(work.resolve("?")).doesNotExist();
  }

  @Test
  void itSaysWhatItNeedsWhereNoFolderRunsPrograms() throws Exception {
    Called called =
        container(
            """
            again noexec "$ALL"
            exec bash "$E2HIL" train tiny.json --out run
            """);

    called.refused("no folder can be written to that lets programs run", "XDG_CACHE_HOME");
    assertThat(called.err().strip().lines()).hasSize(1);
    assertThat(work.resolve("run")).doesNotExist();
  }
}
