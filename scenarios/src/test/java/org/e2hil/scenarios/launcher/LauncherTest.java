package org.e2hil.scenarios.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.e2hil.scenarios.ProjectModules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a project whose Maven and Java are scripts of a few lines. */
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "basename",
          "cat",
          "chmod",
          "cp",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "tail",
          "touch");

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo built >> builds
      sleep 0.3
      if [ -f broken ]; then
        echo "[ERROR] COMPILATION ERROR :"
        echo "[ERROR] Broken.java:[1,1] class expected"
        echo "[ERROR] -> [Help 1]"
        exit 1
      fi
      for m in agent/control agent/learner agent/dataset agent/vision sim hardware scenarios; do
        mkdir -p $m/target
        jar=$m/target/e2hil-${m##*/}-1.0-SNAPSHOT
        touch $jar.jar $jar-tests.jar
      done
      echo -n /lib/a.jar > scenarios/target/classpath
      """;

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      echo "in $(pwd -P)"
      echo "locale $LC_ALL"
      echo "$@"
      exit 7
      """;

  @TempDir private Path folder;
  private Path project;
  private Path bin;

  /** What a call printed on both streams, and its exit code. */
  private record Outcome(String text, int code) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(folder.resolve("a project"));
    bin = Files.createDirectory(folder.resolve("bin"));
    Files.copy(Path.of("..", "e2hil"), project.resolve("e2hil"));
    Files.setPosixFilePermissions(
        project.resolve("e2hil"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(project.resolve("pom.xml"));
    for (String module : ProjectModules.PATHS) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.createFile(project.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(project.resolve("agent/pom.xml"));
    for (String tool : TOOLS) {
      Path there = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          bin.resolve(tool), Files.exists(there) ? there : Path.of("/bin", tool));
    }
    script("mvn", MAVEN);
    script("java", JAVA);
    script("javac", "#!/usr/bin/env bash\necho javac 17.0.2\n");
    script("g++", "");
    script("python3", "");
    Files.createSymbolicLink(bin.resolve("env"), Path.of("/usr/bin/env"));
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(bin.resolve(name), text);
    Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    return builder.start();
  }

  private static Outcome end(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(text, process.waitFor());
  }

  private Outcome e2hil(String... arguments) throws IOException, InterruptedException {
    return end(start(project.resolve("e2hil"), arguments));
  }

  private int builds() throws IOException {
    Path log = project.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void itBuildsOnceAndPassesArgumentsAndExitCodeOn() throws Exception {
    Outcome first = e2hil("train", "x y", "--seed=1");
    Outcome second = e2hil("list");

    assertThat(first.text()).startsWith("Building").contains("Main train x y --seed=1");
    assertThat(first.text()).contains("in " + folder.toRealPath());
    assertThat(first.text()).contains("--add-exports java.base/jdk.internal.module");
    assertThat(first.text()).contains("scenarios.jar:").contains("hardware.jar:/lib/a.jar");
    assertThat(first.code()).isEqualTo(7);
    assertThat(second.text()).doesNotContain("Building", "--add-modules");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void itBuildsAgainOnceASourceHasChangedOrGone() throws Exception {
    Path source = Files.createFile(project.resolve("sim/src/main/A.java"));
    e2hil();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    e2hil();
    assertThat(builds()).isEqualTo(2);

    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    e2hil();
    int before = builds();
    Thread.sleep(20);
    Files.delete(source);
    e2hil();
    assertThat(builds()).isEqualTo(before + 1);
  }

  @Test
  void itWorksThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("e2hil"));

    assertThat(end(start(link, "list")).code()).isEqualTo(7);
  }

  @Test
  void twoFirstUsesAtOnceBuildOnce() throws Exception {
    Process one = start(project.resolve("e2hil"), "one");
    Process two = start(project.resolve("e2hil"), "two");

    assertThat(end(one).text()).contains("Main one");
    assertThat(end(two).text()).contains("Main two");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
    Path broken = Files.createFile(project.resolve("broken"));
    Outcome failed = e2hil("list");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.text())
        .contains("Broken.java:[1,1] class expected", "the build failed", "build.log")
        .doesNotContain("Help 1");

    Files.delete(broken);
    assertThat(e2hil("list").code()).isEqualTo(7);
  }

  private String javaWith(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(project.resolve("e2hil").toString(), "list");
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    return end(builder.redirectErrorStream(true).start()).text();
  }

  @Test
  void jarsOfOnesOwnComeAfterOurs() throws Exception {
    e2hil();
    String own =
        Files.createFile(folder.resolve("my task.jar"))
            + ":"
            + Files.createFile(folder.resolve("rule.jar"));
    String all = Files.createDirectory(folder.resolve("jars")) + "/*";

    assertThat(javaWith(Map.of("E2HIL_CLASSPATH", own))).contains("/lib/a.jar:" + own);
    assertThat(javaWith(Map.of("E2HIL_CLASSPATH", all))).contains("/lib/a.jar:" + all);
    assertThat(javaWith(Map.of("E2HIL_CLASSPATH", ""))).contains("/lib/a.jar org.e2hil");
  }

  @Test
  void jarsOfOnesOwnThatAreNotThereAreNamedBeforeAnythingIsBuilt() throws Exception {
    String jar = Files.createFile(folder.resolve("task.jar")).toString();

    for (String wrong : List.of("/my/rule.jar", jar + ":/my/rule.jar", "/my/rule.jar:" + jar)) {
      assertThat(javaWith(Map.of("E2HIL_CLASSPATH", wrong)))
          .startsWith("e2hil: E2HIL_CLASSPATH names /my/rule.jar, which is not there")
          .hasLineCount(1);
    }
    for (String wrong : List.of(":" + jar, jar + ":", jar + "::" + jar, ":")) {
      assertThat(javaWith(Map.of("E2HIL_CLASSPATH", wrong)))
          .startsWith("e2hil: E2HIL_CLASSPATH has a colon too many")
          .hasLineCount(1);
    }
    assertThat(builds()).isZero();
  }

  @Test
  void javaHasTheSameLocaleAndTheHomeOfTheSurroundingsWhereverItRuns() throws Exception {
    e2hil();

    assertThat(javaWith(Map.of("LC_ALL", "tr_TR", "HOME", "/data/me")))
        .contains("locale C.UTF-8", "-Duser.home=/data/me");
    assertThat(e2hil("list").text())
        .contains("-Duser.home=" + project.toRealPath().resolve("target"));
  }

  @Test
  void librariesAreUnpackedWhereTheUserKeepsWhatIsCachedOrElseBesideTheBuild() throws Exception {
    e2hil();
    Path home = Files.createDirectory(folder.resolve("home"));
    Path cache = folder.resolve("a cache");
    String option = "-Dorg.bytedeco.javacpp.cachedir=";

    assertThat(javaWith(Map.of("HOME", home.toString(), "XDG_CACHE_HOME", cache.toString())))
        .contains(option + cache.resolve("javacpp"));
    assertThat(javaWith(Map.of("HOME", home.toString())))
        .contains(option + home.resolve(".javacpp/cache"));
    assertThat(javaWith(Map.of("HOME", "/proc/nobody")))
        .contains(option + project.toRealPath().resolve("target/javacpp"));
    try (Stream<Path> left = Files.list(cache.resolve("javacpp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderThatNoClassPathCanHoldIsRefused() throws Exception {
    Path colon = Files.move(project, folder.resolve("a:project"));
    Outcome outcome = end(start(colon.resolve("e2hil"), "list"));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text()).contains("a:project has a colon in its name");
    assertThat(outcome.text().strip().lines()).hasSize(1);
  }

  @Test
  void whoeverEndsTheLauncherEndsWhatItsBuildHasStarted() throws Exception {
    // a compiler that Maven has started
    script("mvn", "#!/usr/bin/env bash\n(echo $BASHPID > compiler; exec sleep 60) &\nwait\n");
    Process launcher = start(project.resolve("e2hil"), "list");
    Path pid = project.resolve("compiler");
    while (!Files.exists(pid) || Files.size(pid) == 0) {
      Thread.sleep(20);
    }
    ProcessHandle compiler =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    launcher.destroy();

    compiler.onExit().get(10, TimeUnit.SECONDS);
    assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(compiler.isAlive()).isFalse();
    try (Stream<Path> left = Files.list(project.resolve("target/app"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aMissingToolIsNamedWithItsPackage() throws Exception {
    Files.delete(bin.resolve("g++"));
    Outcome outcome = e2hil("list");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text()).contains("g++ was not found", "apt-get install g++");
    assertThat(outcome.text().strip().lines()).hasSize(1);
    assertThat(builds()).isZero();
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    script("javac", "#!/usr/bin/env bash\necho javac 1.8.0_402\n");
    Outcome outcome = e2hil("list");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.text()).contains("Java 17 or later is needed", "is 8");
  }
}
