package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2hil.agent.random.DrawsFingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What is compiled for Java 17 runs on the other versions that this machine has, to the same bits.
 * They are found through variables such as {@code JAVA_HOME_25_X64} and below {@code /usr/lib/jvm}.
 */
@EnabledOnOs(OS.LINUX)
class OtherJavaTest {

  private static final Path SYSTEM = Path.of("/usr/lib/jvm");

  private static TreeMap<Integer, Path> installed() throws IOException {
    List<Path> homes = new ArrayList<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.matches("JAVA_?(HOME|\\d+)\\w*|JDK_?\\d*\\w*")) {
                homes.add(Path.of(value));
              }
            });
    if (Files.isDirectory(SYSTEM)) {
      try (Stream<Path> found = Files.list(SYSTEM)) {
        found.forEach(homes::add);
      }
    }
    TreeMap<Integer, Path> byVersion = new TreeMap<>();
    for (Path home : homes) {
      version(home).ifPresent(version -> byVersion.put(version, home.resolve("bin/java")));
    }
    return byVersion;
  }

  private static Optional<Integer> version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION=\""))
        .map(line -> Integer.valueOf(line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1")))
        .findFirst();
  }

  @Test
  void theLearnerDoesTheSameBitForBitOnEveryOtherJava() throws Exception {
    assertThatEveryOtherJavaSays(LearnerFingerprint.compute(), LearnerFingerprint.class);
  }

  @Test
  void randomNumbersAreTheSameBitForBitOnEveryOtherJava() throws Exception {
    assertThatEveryOtherJavaSays(DrawsFingerprint.compute(), DrawsFingerprint.class);
  }

  private static void assertThatEveryOtherJavaSays(String fingerprint, Class<?> program)
      throws Exception {
    TreeMap<Integer, Path> others = installed();
    others.remove(Runtime.version().feature());
    others.headMap(17).clear();
    assumeTrue(
        !others.isEmpty(),
        "no other Java than "
            + Runtime.version().feature()
            + " is installed; set JAVA_HOME_25 to try one");
    for (Path java : others.values()) {
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "--add-modules",
                  "jdk.incubator.vector",
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.getName())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as("%s: %s", java, said).isZero();
      assertThat(said).as("%s", java).contains("fingerprint " + fingerprint);
    }
  }
}
