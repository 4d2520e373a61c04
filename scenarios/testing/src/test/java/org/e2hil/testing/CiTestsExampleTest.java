package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** The example of a project's own tests compiles without a warning, and its tests pass. */
class CiTestsExampleTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path HOME = EXAMPLES.resolve("ci-tests/src/test");

  @TempDir private Path folder;

  @BeforeEach
  void useItsGoldens() {
    System.setProperty("e2hil.goldens", HOME.resolve("resources/goldens").toString());
    System.setProperty("e2hil.runs", folder.resolve("runs").toString());
  }

  @AfterEach
  void forgetProperties() {
    System.clearProperty("e2hil.goldens");
    System.clearProperty("e2hil.runs");
  }

  @Test
  void itsTestsOfWorldsAndOfAShortTrainingPass() throws Exception {
    List<Path> built =
        List.of(
            build(EXAMPLES.resolve("new-task/src/main")),
            build(EXAMPLES.resolve("new-robot/src/main")),
            build(HOME));

    Map<String, String> results;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls(built), before)) {
      thread.setContextClassLoader(loader);
      results = run(loader, "PickBananaWorldTest", "PickBananaLearningTest", "OwnWorldsTest");
    } finally {
      thread.setContextClassLoader(before);
    }

    assertThat(results)
        .containsKeys(
            "nothingHappensByItself",
            "theExpertsFirstStepsAreThoseThatWereAccepted",
            "theExpertDoesTheTask",
            "aShortTrainingIsTheSameTwice")
        .hasSizeGreaterThan(20)
        .allSatisfy((test, wrong) -> assertThat(wrong).as(test).isEmpty());
  }

  private Path build(Path sources) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    compile(below(sources.resolve("java")), classes);
    Path resources = sources.resolve("resources");
    for (Path resource : below(resources)) {
      Path target = classes.resolve(resources.relativize(resource).toString());
      Files.createDirectories(target.getParent());
      Files.copy(resource, target);
    }
    return classes;
  }

  private static URL[] urls(List<Path> folders) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path each : folders) {
      urls.add(each.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static List<Path> below(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
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

  /** What went wrong with each test, or nothing. */
  private static Map<String, String> run(ClassLoader loader, String... names) throws Exception {
    Map<String, String> results = new TreeMap<>();
    for (String name : names) {
      Class<?> tests = loader.loadClass("com.example.citests." + name);
      LauncherFactory.create()
          .execute(
              request().selectors(selectClass(tests)).filters(excludeTags("learning")).build(),
              new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                  if (test.isTest()) {
                    results.put(
                        test.getDisplayName().replaceAll("\\(.*", ""),
                        result.getThrowable().map(Throwable::toString).orElse(""));
                  }
                }
              });
    }
    return results;
  }
}
