package org.e2hil.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Workcell;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenarios;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Gives tests the worlds and runs that {@link Simulated} and {@link TrainedScenario} ask for. */
public final class RobotLearningExtension
    implements ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  private static final String UNSUPPORTED = "e2hil.unsupported";
  private static final String SKIP = "skip";

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
    return TrainedRuns.obtain(scenarios, scenarios.read(name, assignments(trained.set())));
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
    throw skippedIfWanted(context, failure);
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
