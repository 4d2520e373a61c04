package org.e2hil.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.check.TrainedRun;
import org.e2hil.scenarios.check.TrainedRuns;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tests the worlds and runs that {@link Simulated} and {@link TrainedScenario} ask for, and
 * keeps what shows why one of their assertions failed.
 */
public final class RobotLearningExtension
    implements ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RobotLearningExtension.class);

  private static final String RUNS_PROPERTY = "e2hil.runs";
  private static final String RUNS = "target/e2hil-runs";
  private static final String FAILURES_PROPERTY = "e2hil.failures";
  private static final String FAILURES = "target/e2hil-failures";

  private static final String UNSUPPORTED = "e2hil.unsupported";
  private static final String SKIP = "skip";

  /** The end of the id of a test that is called several times. */
  private static final Pattern INVOCATION = Pattern.compile("#(\\d+)]$");

  /** What cannot run on this machine. */
  private static final class UnsupportedMachineException extends ParameterResolutionException {

    private static final long serialVersionUID = 1;

    UnsupportedMachineException(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Simulated.class) || parameter.isAnnotated(TrainedScenario.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Optional<Simulated> simulated = parameter.findAnnotation(Simulated.class);
    if (simulated.isPresent()) {
      if (type != Environment.class && type != Workcell.class) {
        throw new ParameterResolutionException(
            "@Simulated gives an Environment or a Workcell, but the parameter is a "
                + type.getName());
      }
      Workcell workcell = supported(() -> open(simulated.get()));
      // the same test may have several worlds
      context
          .getStore(Namespace.create(RobotLearningExtension.class))
          .put(parameter.getParameter(), (CloseableResource) workcell::close);
      workcell.environment().reset(simulated.get().seed());
      return type == Workcell.class ? workcell : workcell.environment();
    }
    if (type != TrainedRun.class) {
      throw new ParameterResolutionException(
          "@TrainedScenario gives a TrainedRun, but the parameter is a " + type.getName());
    }
    TrainedScenario trained = parameter.findAnnotation(TrainedScenario.class).orElseThrow();
    return supported(() -> train(trained, context.getRequiredTestClass()));
  }

  private static Workcell open(Simulated world) {
    Scenarios scenarios = Scenarios.discover();
    List<Assignment> settings = assignments(world.set());
    return scenarios.open(
        world.robot().isEmpty()
            ? scenarios.forDemo(world.task(), Optional.empty(), settings)
            : scenarios.forTask(world.task(), scenarios.robot(world.robot()), settings));
  }

  private static TrainedRun train(TrainedScenario trained, Class<?> test) {
    Scenarios scenarios = Scenarios.discover();
    String name = beside(test, trained.value()).map(Path::toString).orElse(trained.value());
    return obtain(scenarios, scenarios.read(name, assignments(trained.set())));
  }

  /** The run of a scenario in the folder of all runs, where it is trained unless that is done. */
  static TrainedRun obtain(Scenarios scenarios, Scenario scenario) {
    Path folder = UserFiles.path(System.getProperty(RUNS_PROPERTY, RUNS)).toAbsolutePath();
    return TrainedRuns.obtain(
        scenarios, scenario, folder, directory -> train(scenarios, scenario, directory));
  }

  private static void train(Scenarios scenarios, Scenario scenario, RunDirectory directory) {
    LOG.info("training {} in {}", scenario.name(), directory.path());
    try (RecordedTraining training = RecordedTraining.open(scenarios, scenario, directory)) {
      training.train(() -> Thread.currentThread().isInterrupted());
    }
  }

  private static Optional<Path> beside(Class<?> test, String name) {
    URL resource = test.getResource(name);
    if (resource == null || !resource.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(resource.toURI()));
    } catch (URISyntaxException e) {
      throw new ParameterResolutionException("the scenario " + resource + " cannot be found", e);
    }
  }

  private static List<Assignment> assignments(String[] settings) {
    return Arrays.stream(settings).map(Assignment::parse).toList();
  }

  private static <T> T supported(Supplier<T> opening) {
    try {
      return opening.get();
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedMachineException(e.getMessage(), e);
    } catch (LinkageError e) {
      throw new UnsupportedMachineException(
          "a native library cannot be loaded on this machine: " + e.getMessage(), e);
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw failure instanceof FailedExpectation failed
        ? shown(context, failed)
        : skippedIfWanted(context, failure);
  }

  /** The failure with a folder that shows why, which is also attached to JUnit's report. */
  private static FailedExpectation shown(ExtensionContext context, FailedExpectation failed) {
    Path folder =
        UserFiles.path(System.getProperty(FAILURES_PROPERTY, FAILURES)).resolve(name(context));
    FailedExpectation shown = failed.shownIn(folder);
    try {
      context.publishDirectory("e2hil-failure", copy -> copy(folder, copy));
    } catch (RuntimeException | LinkageError e) {
      // a project's own JUnit may be older than 5.12
      LOG.debug("The folder cannot be attached", e);
      context.publishReportEntry("e2hil-failure", folder.toString());
    }
    return shown;
  }

  /** A folder's name for a test; of one that is repeated, each time another. */
  private static String name(ExtensionContext context) {
    String test = context.getRequiredTestClass().getName().replaceFirst(".*\\.", "");
    Matcher repeated = INVOCATION.matcher(context.getUniqueId());
    return "%s.%s%s"
        .formatted(
            test,
            context.getRequiredTestMethod().getName(),
            repeated.find() ? "-" + repeated.group(1) : "");
  }

  private static void copy(Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw skippedIfWanted(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw skippedIfWanted(context, failure);
  }

  private static Throwable skippedIfWanted(ExtensionContext context, Throwable failure) {
    boolean skips =
        failure instanceof UnsupportedMachineException
            && context.getConfigurationParameter(UNSUPPORTED).filter(SKIP::equals).isPresent();
    return skips ? new TestAbortedException(failure.getMessage(), failure) : failure;
  }
}
