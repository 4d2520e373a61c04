package org.e2hil.scenarios.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A project below {@code examples/}, built by itself against what is tested here.
 *
 * @param home the project's folder
 * @param classes what was built: classes and resources
 */
record Example(Path home, Path classes) {

  /** Builds the example of this name to an empty folder. */
  static Example build(String name, Path classes) throws IOException {
    Path home = Path.of("examples", name);
    compile(below(home.resolve("src/main/java")), classes);
    Path resources = home.resolve("src/main/resources");
    for (Path resource : below(resources)) {
      Path target = classes.resolve(resources.relativize(resource).toString());
      Files.createDirectories(target.getParent());
      Files.copy(resource, target);
    }
    return new Example(home, classes);
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all,-path,-options");
      javac
          .getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    assertThat(found.getDiagnostics())
        .filteredOn(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
        .isEmpty();
  }

  /** A file of the project. */
  Path file(String name) {
    return home.resolve(name);
  }

  /** Adds what was built to this thread's class path until it is closed. */
  AutoCloseable plugIn() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
      thread.setContextClassLoader(loader);
      return () -> {
        thread.setContextClassLoader(before);
        loader.close();
      };
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
