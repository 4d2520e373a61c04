package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.check.TrainedRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

class RobotLearningExtensionTest {

  private static final List<Environment> SEEN = new ArrayList<>();

  /** Test classes that are run from the tests below, and found by nobody else. */
  static final class Worlds {

    @Test
    void standsAtTheBeginningOfTheEpisode(
        @Simulated(task = "point-reach", robot = "perfect-a1x", seed = 7) Environment world,
        @Simulated(task = "point-reach", robot = "perfect-a1x") Workcell other) {
      Observation stepped = world.step(Action.hold()).observation();
      world.reset(7);
      assertThat(world.step(Action.hold()).observation()).isEqualTo(stepped);
      assertThat(other.environment().step(Action.hold()).observation()).isNotEqualTo(stepped);
      assertThat(other.expert()).isPresent();
      assertThat(PointArmProvider.OPEN).hasValue(2);
    }

    @Test
    void isClosedAlsoWhereTheTestFails(
        @Simulated(task = "point-reach", robot = "perfect-a1x") Environment world) {
      throw new AssertionError("as wanted");
    }

    @Test
    void isSetAsAScenarioIs(
        @Simulated(task = "point-reach", set = "task.horizon=3") Environment world) {
      assertThat(world.spec().horizon()).isEqualTo(3);
    }
  }

  static final class BeforeEachOfThem {

    private Environment world;

    @BeforeEach
    void open(@Simulated(task = "point-reach") Environment opened) {
      world = opened;
    }

    @RepeatedTest(2)
    void hasAWorldOfItsOwn() {
      assertThat(SEEN).doesNotContain(world);
      SEEN.add(world);
      assertThat(PointArmProvider.OPEN).hasValue(1);
    }
  }

  static final class Unsupported {

    @Test
    void hasNoNativeLibrary(
        @Simulated(task = "point-reach", set = "robot.unsupported=true") Environment world) {}
  }

  static final class Wrong {

    @Test
    void type(@Simulated(task = "point-reach") String world) {}

    @Test
    void task(@Simulated(task = "point-rech", robot = "perfect-a1x") Environment world) {}

    @Test
    void run(@TrainedScenario("point-reach.json") String run) {}
  }

  @Execution(ExecutionMode.CONCURRENT)
  static final class Concurrent {

    @Execution(ExecutionMode.CONCURRENT)
    @RepeatedTest(4)
    void trainsOnce(
        @TrainedScenario(
                value = "point-reach.json",
                set = {"training.steps=80", "evaluation.everySteps=0", "evaluation.episodes=1"})
            TrainedRun run) {
      assertThat(run.summary().complete()).isTrue();
      DIRECTORIES.add(run.directory() + " " + Thread.currentThread().getName());
    }
  }

  private static final Set<String> DIRECTORIES = ConcurrentHashMap.newKeySet();

  /** What came of each test, by its name. */
  private static Map<String, TestExecutionResult> run(Class<?> tests, Map<String, String> config) {
    Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();
    LauncherFactory.create()
        .execute(
            request().selectors(selectClass(tests)).configurationParameters(config).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.put(test.getUniqueId().replaceAll(".*\\[.*?:(.*)]$", "$1"), result);
                }
              }
            });
    assertThat(results).isNotEmpty();
    return results;
  }

  private static String message(TestExecutionResult result) {
    return result.getThrowable().map(Throwable::getMessage).orElse("");
  }

  @Test
  void aTestIsGivenWorldsThatAreClosedAfterIt() {
    Map<String, TestExecutionResult> results = run(Worlds.class, Map.of());

    assertThat(results).hasSize(3);
    results.forEach(
        (name, result) ->
            assertThat(message(result))
                .as(name)
                .isEqualTo(name.startsWith("isClosedAlso") ? "as wanted" : ""));
    assertThat(PointArmProvider.OPEN).hasValue(0);
  }

  @Test
  void whatIsOpenedBeforeEachOfThemIsClosedAfterIt() {
    assertThat(run(BeforeEachOfThem.class, Map.of()).values())
        .hasSize(2)
        .allMatch(result -> result.getStatus() == Status.SUCCESSFUL);
    assertThat(PointArmProvider.OPEN).hasValue(0);
  }

  @Test
  void aMachineThatCannotOpenTheWorldFailsWithASentence() {
    assertThat(run(Unsupported.class, Map.of()).values())
        .singleElement()
        .matches(result -> result.getStatus() == Status.FAILED)
        .extracting(RobotLearningExtensionTest::message)
        .isEqualTo(
            "a native library cannot be loaded on this machine: no jniarm in java.library.path");
  }

  @Test
  void aMachineThatCannotOpenTheWorldIsSkippedWhereThatIsConfigured() {
    assertThat(run(Unsupported.class, Map.of("e2hil.unsupported", "skip")).values())
        .singleElement()
        .matches(result -> result.getStatus() == Status.ABORTED)
        .extracting(RobotLearningExtensionTest::message)
        .asString()
        .contains("native library");
  }

  @Test
  void whatCannotBeGivenIsSaid() {
    Map<String, TestExecutionResult> results =
        run(Wrong.class, Map.of("e2hil.unsupported", "skip"));

    assertThat(results.values()).allMatch(result -> result.getStatus() == Status.FAILED);
    assertThat(results.values().stream().map(RobotLearningExtensionTest::message))
        .anyMatch(said -> said.startsWith("@Simulated gives an Environment or a Workcell"))
        .anyMatch(said -> said.contains("point-rech") && said.contains("point-reach"))
        .anyMatch(said -> said.startsWith("@TrainedScenario gives a TrainedRun"));
  }

  @Test
  void testsInSeveralThreadsShareOneTraining() {
    DIRECTORIES.clear();

    Map<String, TestExecutionResult> results =
        run(
            Concurrent.class,
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));

    assertThat(results.values()).allMatch(result -> result.getStatus() == Status.SUCCESSFUL);
    assertThat(DIRECTORIES.size()).as("threads").isGreaterThan(1);
    assertThat(DIRECTORIES.stream().map(line -> line.split(" ")[0]).distinct()).hasSize(1);
    assertThat(PointArmProvider.OPEN).hasValue(0);
  }
}
