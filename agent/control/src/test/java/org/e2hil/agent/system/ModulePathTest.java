package org.e2hil.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on the module path builds on {@code org.e2hil.control} alone. */
class ModulePathTest {

  private static final String CLIENT_MODULE =
      """
      module client {
        requires org.e2hil.control;
        exports client;
        provides org.e2hil.agent.task.Task with client.Client;
      }
      """;

  private static final String CLIENT =
      """
      package client;

      import java.util.Optional;
      import org.e2hil.agent.env.*;
      import org.e2hil.agent.robot.*;
      import org.e2hil.agent.task.*;

      public class Client implements Task, java.util.function.Supplier<String> {
        public TaskSpec spec() {
          return TaskSpec.of("mine", "Mine", "example", 80);
        }

        public Optional<TaskSetup> taskSetup(ArmModel arm) {
          return Optional.empty();
        }

        public String get() {
          ArmModel arm = Arms.a1x();
          double[] home = arm.homeRad().stream().mapToDouble(rad -> rad).toArray();
          var controller =
              new CartesianController(arm, ControllerConfig.a1x(), ActionScale.DEFAULT);
          controller.reset(home, 1);
          controller.moveGoal(Action.of(1, 0, 0, 0, 0, 0, 0), home, new LimitCounts());
          controller.tick(1, new LimitCounts());
          return (controller.positionRad(1) != home[1] ? "moved, " : "still, ")
              + Tasks.find("mine").map(task -> task.getClass().getModule().getName()).orElse("no task");
        }
      }
      """;

  @Test
  void aProgramOnTheModulePathMovesAnArmAndBringsATask(@TempDir Path temp) throws Exception {
    List<Path> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(jar -> jar.getFileName().toString().matches("(ejml|apiguardian)-.*\\.jar"))
            .toList();
    List<Path> own = new ArrayList<>(sources(Path.of("src", "main", "java")));
    own.addAll(sources(Path.of("src", "main", "module")));
    compile(own, libraries, temp.resolve("control"));

    Path program = Files.createDirectories(temp.resolve("sources"));
    Files.writeString(program.resolve("module-info.java"), CLIENT_MODULE);
    Files.writeString(program.resolve("Client.java"), CLIENT);
    List<Path> modulePath = new ArrayList<>(libraries);
    modulePath.add(temp.resolve("control"));
    compile(sources(program), modulePath, temp.resolve("client"));

    modulePath.add(temp.resolve("client"));
    assertThat(run(modulePath)).isEqualTo("moved, client");
  }

  private static Object run(List<Path> modulePath) throws ReflectiveOperationException {
    Configuration modules =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                ModuleFinder.of(modulePath.toArray(Path[]::new)),
                ModuleFinder.of(),
                Set.of("client"));
    ClassLoader loader =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader())
            .findLoader("client");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Class<?> client = loader.loadClass("client.Client");
      return ((Supplier<?>) client.getConstructor().newInstance()).get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static void compile(List<Path> sources, List<Path> modulePath, Path classes)
      throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "--release",
              "17",
              "-proc:none",
              "--module-path",
              String.join(File.pathSeparator, modulePath.stream().map(Path::toString).toList()));
      boolean compiled =
          javac
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
