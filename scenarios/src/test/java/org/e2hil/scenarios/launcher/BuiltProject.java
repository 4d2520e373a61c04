package org.e2hil.scenarios.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.e2hil.scenarios.ProjectModules;

/**
 * A clone of the project, in whatever folder, that has been built already: its launcher runs the
 * classes that are tested.
 *
 * @param home of the clone
 */
record BuiltProject(Path home) {

  /** Makes one in a folder that is made for it. */
  static BuiltProject in(Path home) throws IOException {
    Path build = Files.createDirectories(home.resolve("target/app/build.1"));
    Files.copy(Path.of("..", "e2hil"), home.resolve("e2hil"));
    home.resolve("e2hil").toFile().setExecutable(true);
    Files.createFile(home.resolve("pom.xml"));
    for (String module : ProjectModules.PATHS) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(home.resolve("agent/pom.xml"));
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (!entry.contains("test-classes") && !entry.endsWith("-tests.jar")) {
        Path jar = build.resolve(classPath.size() + ".jar");
        classPath.add((Files.isDirectory(path) ? packed(path, jar) : path).toString());
      }
    }
    Files.writeString(build.resolve("classpath"), String.join(File.pathSeparator, classPath));
    Files.createSymbolicLink(home.resolve("target/app/current"), Path.of("build.1"));
    // the last of all, so that nothing is newer
    Files.createFile(build.resolve("stamp"));
    return new BuiltProject(home);
  }

  /** A folder of classes as a jar, as a build leaves them: libraries are unpacked from it. */
  private static Path packed(Path classes, Path jar) {
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--no-compress",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    assertThat(code).isZero();
    return jar;
  }

  /** Its launcher. */
  String launcher() {
    return home.resolve("e2hil").toString();
  }

  /** Writes a scenario that trains in seconds to a folder and gives its name. */
  static String tinyScenario(Path folder) throws IOException {
    try (InputStream in = BuiltProject.class.getResourceAsStream("tiny.json")) {
      Files.copy(in, folder.resolve("tiny.json"));
    }
    return "tiny.json";
  }
}
