package org.e2hil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Faults that spoil learning without ending a program are noticed by the ordinary build. Each is
 * made in a copy of one file, which alone is compiled and put before all others on the class path
 * of a process that runs the test by which it shall be noticed.
 */
@Tag("slow")
class BrokenOnPurposeTest {

  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("agent/control", "agent/learner", "sim");
  private static final String SOURCES = "src/main/java";

  @TempDir private Path broken;

  /** What is broken, and what notices. */
  enum Fault {
    THE_MASK_IS_INVERTED(
        "agent/learner",
        "src/main/java/org/e2hil/agent/selection/QuantileBounds.java",
        "(lower <= size && size <= upper ? 1 : 0)",
        "(lower <= size && size <= upper ? 0 : 1)",
        "org.e2hil.agent.selection.QuantileBoundsTest"),
    THE_MASK_IS_NOT_APPLIED(
        "agent/learner",
        "src/main/java/org/e2hil/agent/sac/Mask.java",
        "(factor * weights[row] / divisor())",
        "(factor / divisor())",
        "org.e2hil.agent.sac.LossSpecificationTest"),
    THE_DISCOUNT_IS_IGNORED(
        "agent/learner",
        "src/main/java/org/e2hil/agent/sac/LearnerBatch.java",
        "discounts[n - 1] * config.discount()",
        "discounts[n - 1]",
        "org.e2hil.agent.sac.LossSpecificationTest"),
    A_TIME_LIMIT_COUNTS_AS_TERMINAL(
        "agent/learner",
        "src/main/java/org/e2hil/agent/experience/ReplayBuffer.java",
        "step.episodeEnd().isTerminal()",
        "step.episodeEnd().isEnd()",
        "org.e2hil.agent.experience.ReplayPropertiesTest"),
    THE_GRIPPERS_PENALTY_IS_DROPPED(
        "agent/learner",
        "src/main/java/org/e2hil/agent/experience/ReplayBuffer.java",
        "transition.step().movesGripper() ? gripperPenalty : 0",
        "0",
        "org.e2hil.agent.experience.GripperPenaltyTest"),
    THE_NEXT_STATE_IS_ONE_TOO_EARLY(
        "agent/learner",
        "src/main/java/org/e2hil/agent/experience/ReplayBuffer.java",
        "nextObservations[row] = transition.nextObservation();",
        "nextObservations[row] = transition.observation();",
        "org.e2hil.agent.experience.ReplayPropertiesTest"),
    THE_POLICY_IMITATES_ITSELF(
        "agent/learner",
        "src/main/java/org/e2hil/agent/sac/ImitationLoss.java",
        "      if (batch.sources()[row] != Source.POLICY) {\n        for (",
        "      if (batch.size() > 0) {\n        for (",
        "org.e2hil.agent.sac.LossSpecificationTest"),
    THE_LEASH_IS_HALVED(
        "agent/control",
        "src/main/java/org/e2hil/agent/robot/CartesianController.java",
        "goal.pullWithin(measured, config.leashM())",
        "goal.pullWithin(measured, config.leashM() / 2)",
        "org.e2hil.agent.robot.CartesianControllerTest"),
    A_BANANA_HAS_HALF_THE_FRICTION(
        "sim",
        "src/main/resources/org/e2hil/sim/task/a1x/pick-banana.xml",
        "rgba=\".98 .85 .15 1\" condim=\"4\" friction=\".7 .01 .001\"",
        "rgba=\".98 .85 .15 1\" condim=\"4\" friction=\".35 .01 .001\"",
        "org.e2hil.sim.PinnedEpisodesTest");

    private final String module;
    private final String file;
    private final String right;
    private final String wrong;
    private final String test;

    Fault(String module, String file, String right, String wrong, String test) {
      this.module = module;
      this.file = file;
      this.right = right;
      this.wrong = wrong;
      this.test = test;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBuildNotices(Fault fault) throws Exception {
    make(fault);

    Process tests = start(fault);
    String told = new String(tests.getInputStream().readAllBytes());

    assertThat(tests.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(told).contains("tests fail, among them");
  }

  private void make(Fault fault) throws IOException {
    Path file = HOME.resolve(fault.module).resolve(fault.file);
    String text = Files.readString(file);
    assertThat(text.split(Pattern.quote(fault.right), -1)).hasSize(2);
    String changed = text.replace(fault.right, fault.wrong);
    if (fault.file.startsWith(SOURCES)) {
      Path copy = Files.createDirectories(broken.resolve("source")).resolve(file.getFileName());
      Files.writeString(copy, changed);
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-nowarn",
                  "-proc:none",
                  "--add-modules",
                  "jdk.incubator.vector",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-d",
                  broken.toString(),
                  copy.toString());
      assertThat(compiled).isZero();
    } else {
      Path copy = broken.resolve(fault.file.substring("src/main/resources/".length()));
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, changed);
    }
  }

  private Process start(Fault fault) throws IOException {
    List<String> path = new ArrayList<>(List.of(broken.toString()));
    MODULES.forEach(module -> path.add(HOME.resolve(module) + "/target/test-classes"));
    path.add(System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            String.join(File.pathSeparator, path),
            BrokenOnPurposeTest.class.getName(),
            fault.test)
        .directory(HOME.resolve(fault.module).toFile())
        .redirectErrorStream(true)
        .start();
  }

  /** Runs a test class and tells how many tests fail, and one of them. */
  public static void main(String[] arguments) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(arguments[0]))
                .build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    try (PrintWriter out = new PrintWriter(System.out, true)) {
      if (summary.getTestsFailedCount() > 0) {
        out.printf(
            "%d of %d tests fail, among them %s%n",
            summary.getTestsFailedCount(),
            summary.getTestsFoundCount(),
            summary.getFailures().get(0).getTestIdentifier().getDisplayName());
      } else {
        out.printf("all %d tests pass%n", summary.getTestsSucceededCount());
      }
    }
  }
}
