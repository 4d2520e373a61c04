package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.sac.PolicyExport;
import org.e2hil.scenarios.check.TrainedRun;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What a program meets that was started by nobody who knows E2HiL. */
class EmbeddingTest {

  private static final String SENTENCE =
      "UnsupportedOperationException: the learner needs Java's Vector API: start Java with --add-modules jdk.incubator.vector, as ./e2hil does";

  @TempDir private Path folder;

  /** Tries all that needs a learner, and says what came of it. */
  public static final class WithoutVectors {

    private WithoutVectors() {}

    /** Takes a scenario and an empty folder. */
    public static void main(String[] arguments) {
      Scenarios scenarios = Scenarios.discover();
      Scenario scenario = scenarios.read(arguments[0], List.of());
      RunDirectory run = RunDirectory.create(Path.of(arguments[1], "run"));
      tell(() -> RecordedTraining.open(scenarios, scenario, run));
      RunDirectory.write(run.scenario(), scenarios.write(scenario));
      tell(() -> TrainedPolicy.load(run.path()));
      tell(() -> TrainedPolicy.open(scenarios, run.path(), scenario.robot(), List.of()));
      tell(() -> RobotLearningExtension.obtain(scenarios, scenario));
      System.out.println("worlds left open: " + PointArmProvider.OPEN.get());
    }

    private static void tell(Runnable attempt) {
      try {
        attempt.run();
        System.out.println("nothing was said");
      } catch (RuntimeException | Error failure) {
        System.out.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
      }
    }
  }

  /** Loads ND4J as a checkpoint does, and says how many threads its operations take. */
  public static final class Threads {

    private Threads() {}

    /** Takes nothing. */
    public static void main(String[] arguments) {
      NativeLibrary.start();
      System.out.println(
          "threads: "
              + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads()
              + ", "
              + openblas_nolapack.blas_get_num_threads());
    }
  }

  private List<String> said(Class<?> program, String threads, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-De2hil.runs=" + folder.resolve("runs")));
    command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("OMP_NUM_THREADS");
    if (!threads.isEmpty()) {
      builder.environment().put("OMP_NUM_THREADS", threads);
    }
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void withoutTheVectorModuleEveryWayToALearnerSaysSoAndLeavesNoWorldOpen() throws Exception {
    Path scenario = Path.of(getClass().getResource("point-reach.json").toURI());

    assertThat(said(WithoutVectors.class, "1", scenario.toString(), folder.toString()))
        .filteredOn(line -> !line.contains(" INFO "))
        .containsExactly(SENTENCE, SENTENCE, SENTENCE, SENTENCE, "worlds left open: 0");
  }

  @Test
  void operationsTakeOneThreadUnlessTheEnvironmentSaysOtherwise() throws Exception {
    assertThat(said(Threads.class, "")).contains("threads: 1, 1");
    assertThat(said(Threads.class, "2")).contains("threads: 2, 1");
  }

  @Test
  void noJarConfiguresTheLoggingOfTheProgramThatUsesIt() {
    for (Class<?> module : List.of(Scenarios.class, PolicyExport.class, TrainedRun.class)) {
      for (String name : List.of("logback.xml", "logback-test.xml", "log4j2.xml")) {
        assertThat(module.getClassLoader().getResource(name)).as(name).isNull();
      }
    }
    assertThat(getClass().getResource("/org/e2hil/scenarios/cli/logback.xml")).isNotNull();
  }
}
