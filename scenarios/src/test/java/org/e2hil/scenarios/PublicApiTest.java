package org.e2hil.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What others build on changes only where somebody meant it to: each module has its public API in
 * {@code src/test/resources/public-api.txt}, and this test compares.
 */
class PublicApiTest {

  /** Writes the files in place of comparing with them. */
  private static final String COMMAND =
      "mvn -pl scenarios -am test -Dtest=PublicApiTest -Dpublic-api=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  /** Those that this one depends on: the module for tests depends on this one. */
  static List<String> modules() {
    return ProjectModules.PATHS.stream().filter(path -> !path.startsWith("scenarios/")).toList();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePublicApiIsTheOneThatWasWrittenDown(String module, @TempDir Path temp)
      throws IOException {
    Path written = Path.of("..", module, "src", "test", "resources", "public-api.txt");
    List<String> api = PublicApi.describe(publicTypes(Path.of("..", module)));
    if ("write".equals(System.getProperty("public-api"))) {
      Files.createDirectories(written.getParent());
      Files.write(written, api);
    }

    String changed =
        "The public API of %s changed. If that is meant, run%n  %s%nand commit."
            .formatted(module, COMMAND);
    assertThat(api).isNotEmpty();
    assertThat(written).as(changed).exists();
    assertThat(Files.write(temp.resolve("now"), api)).as(changed).hasSameTextualContentAs(written);
  }

  private static List<Class<?>> publicTypes(Path module) throws IOException {
    Path root = module.resolve(Path.of("src", "main", "java"));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
          .<Class<?>>map(file -> load(file.replace(".java", "").replace('/', '.')))
          .filter(PublicApi::isPublic)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
