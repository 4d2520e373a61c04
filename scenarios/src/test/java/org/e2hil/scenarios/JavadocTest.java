package org.e2hil.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation of all modules is built as one, and every warning counts but the one that
 * nobody can switch off: that the Vector API is incubating.
 */
class JavadocTest {

  @Test
  void documentationOfAllModulesBuildsWithoutWarnings(@TempDir Path pages) throws IOException {
    DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            pages.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "--add-modules",
            "jdk.incubator.vector",
            "-encoding",
            "UTF-8",
            "-Xdoclint:all,-missing",
            "-quiet");
    try (StandardJavaFileManager files =
        javadoc.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      javadoc
          .getTask(null, files, found, null, options, files.getJavaFileObjectsFromPaths(sources()))
          .call();
    }

    assertThat(found.getDiagnostics())
        .filteredOn(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .extracting(d -> where(d) + d.getMessage(Locale.ROOT))
        .filteredOn(message -> !message.contains("using incubating module"))
        .isEmpty();
  }

  private static String where(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource() == null
        ? ""
        : diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber() + " ";
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new java.util.ArrayList<>();
    for (String module : ProjectModules.PATHS) {
      Path root = Path.of("..", module, "src", "main", "java");
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
