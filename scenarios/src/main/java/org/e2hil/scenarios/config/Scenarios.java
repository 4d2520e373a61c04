package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apiguardian.api.API;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.training.LearningConfig;
import org.e2hil.agent.vision.PictureEncoderConfig;

/**
 * Reads scenarios from files and from those that come with E2HiL, for the robots that are there,
 * and writes them back in full.
 */
@API(status = API.Status.MAINTAINED)
public final class Scenarios {

  private static final long DEFAULT_SEED = 1;
  private static final String SIMULATED = "sim-";

  private final Map<String, EnvironmentProvider> providers = new LinkedHashMap<>();
  private final Vocabulary vocabulary;

  /** For these robots. */
  public Scenarios(Iterable<EnvironmentProvider> robots) {
    Map<String, Class<? extends Record>> settings = new LinkedHashMap<>();
    List<EnvironmentProvider> sorted = new ArrayList<>();
    robots.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(robot -> effort(robot.robot())));
    for (EnvironmentProvider robot : sorted) {
      providers.put(robot.robot(), robot);
      settings.put(robot.robot(), robot.settingsType());
    }
    vocabulary =
        new Vocabulary()
            .openBlock(Scenario.Robot.class, settings)
            .preset("state", Scenario.Observation.STATE)
            .preset("pixels", Scenario.Observation.PIXELS)
            .preset("lock-step", LearningConfig.DEFAULT.in(LearningConfig.Mode.LOCK_STEP))
            .preset("concurrent", LearningConfig.DEFAULT.in(LearningConfig.Mode.CONCURRENT))
            .preset("off", DiagnosticsConfig.OFF)
            .preset("never", Intervention.never())
            .preset("default", InterventionConfig.Budget.defaults())
            .preset("default", InterventionConfig.Hand.defaults())
            .preset("none", Ramp.NONE)
            .standard(Scenario.Observation.class, Scenario.Observation.STATE)
            .standard(Intervention.class, Intervention.never())
            .standard(SelectionConfig.class, SelectionConfig.entropyBounded())
            .standard(SelectionConfig.KeepAll.class, SelectionConfig.keepAll())
            .standard(SelectionConfig.EntropyBounded.class, SelectionConfig.entropyBounded())
            .standard(
                SelectionConfig.SoftBounded.class,
                new SelectionConfig.SoftBounded(
                    0.05,
                    0.9,
                    0.05,
                    8,
                    CovarianceInfluence.DENSITY_WEIGHTED,
                    Ramp.NONE,
                    Normalisation.KEPT))
            .standard(
                SelectionConfig.RandomDrop.class,
                new SelectionConfig.RandomDrop(
                    0.15, 0, CovarianceInfluence.DENSITY_WEIGHTED, Ramp.NONE, Normalisation.KEPT));
  }

  /** Where nobody names a robot, it shall be one that needs nothing and harms nobody. */
  private static int effort(String robot) {
    return robot.startsWith("sim-") ? 0 : robot.endsWith("-emulated") ? 1 : 2;
  }

  /** For all robots that the modules on the class path provide. */
  public static Scenarios discover() {
    return new Scenarios(ServiceLoader.load(EnvironmentProvider.class));
  }

  /** The robots, simulated ones first. */
  public List<EnvironmentProvider> robots() {
    return List.copyOf(providers.values());
  }

  /** The robots that are simulated, whose names begin with {@code sim-}. */
  public List<EnvironmentProvider> simulated() {
    return providers.values().stream().filter(p -> p.robot().startsWith(SIMULATED)).toList();
  }

  /** The names of the scenarios that come with E2HiL. */
  public List<String> shipped() {
    return ScenarioFiles.SHIPPED;
  }

  /** The names of the variations that may follow a scenario's name, and a sentence on each. */
  public Map<String, String> variations() {
    return ScenarioFiles.variations();
  }

  /** The encoders of pictures that a scenario may name, those of other jars last. */
  public List<String> pictureEncoders() {
    return List.copyOf(Vocabulary.choices(PictureEncoderConfig.class).keySet());
  }

  /**
   * A scenario by name or file, with some fields changed.
   *
   * @param nameOrFile one of {@link #shipped()}, or the path of a JSON file; either may be followed
   *     by {@link #variations()}, as in {@code toast-bread+so101}
   * @throws ScenarioException if it is not there or anything is wrong with it
   */
  public Scenario read(String nameOrFile, List<Assignment> assignments) {
    return bind(ScenarioFiles.read(nameOrFile), assignments);
  }

  /**
   * A scenario from its text.
   *
   * @param origin how to name the text in a message
   * @param name of the scenario where the text gives none
   * @throws ScenarioException if anything is wrong with it
   */
  Scenario parse(String text, String origin, String name, List<Assignment> assignments) {
    return bind(ScenarioFiles.resolve(text, origin, name), assignments);
  }

  private Scenario bind(ObjectNode tree, List<Assignment> assignments) {
    if (!tree.has("seed")) {
      tree.put("seed", DEFAULT_SEED);
    }
    return bind(edited(tree, assignments));
  }

  private ObjectNode edited(ObjectNode tree, List<Assignment> assignments) {
    ObjectNode edited = tree;
    for (Assignment assignment : assignments) {
      edited = spelledOut(edited);
      FormerNames.replace(assignment).applyTo(edited);
    }
    return edited;
  }

  /** With every default spelt out, lists can be entered and words have fields. */
  private ObjectNode spelledOut(ObjectNode tree) {
    return new RecordBinder(vocabulary)
        .bind(tree, Scenario.class)
        .map(new RecordWriter(vocabulary)::write)
        .orElse(tree);
  }

  /**
   * A scenario by name or file, or else one of defaults for a task of this name.
   *
   * @param robot that does the task, by its name or that of its simulation without {@code sim-};
   *     the first that can where empty
   * @param assignments fields that are changed
   * @throws ScenarioException if there is neither
   */
  public Scenario forDemo(
      String scenarioOrTask, Optional<String> robot, List<Assignment> assignments) {
    boolean isTask =
        providers.values().stream().anyMatch(p -> p.tasks().contains(scenarioOrTask))
            && (robot.isPresent() || !shipped().contains(scenarioOrTask));
    if (!isTask) {
      List<Assignment> all = new ArrayList<>();
      robot.ifPresent(name -> all.add(new Assignment("robot.type", robot(name).robot())));
      all.addAll(assignments);
      return read(scenarioOrTask, all);
    }
    EnvironmentProvider does =
        robot
            .map(this::robot)
            .orElseGet(
                () ->
                    providers.values().stream()
                        .filter(p -> p.tasks().contains(scenarioOrTask))
                        .findFirst()
                        .orElseThrow());
    return forTask(scenarioOrTask, does, assignments);
  }

  /** A scenario of defaults for a task on a robot, with some fields changed. */
  public Scenario forTask(String task, EnvironmentProvider robot, List<Assignment> assignments) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("name", task).put("task", task).put("robot", robot.robot());
    return bind(tree, assignments);
  }

  /**
   * A robot by its name, or by that of its simulation without {@code sim-}.
   *
   * @throws ScenarioException if there is none, with the names of those there are
   */
  public EnvironmentProvider robot(String name) {
    EnvironmentProvider simulated = providers.get(SIMULATED + name);
    EnvironmentProvider found = simulated == null ? providers.get(name) : simulated;
    if (found == null) {
      throw new ScenarioException(
          "there is no robot '%s', %s".formatted(name, Names.hint(name, providers.keySet())));
    }
    return found;
  }

  /** Single blocks of scenarios. */
  @API(status = API.Status.INTERNAL)
  public Blocks blocks() {
    return new Blocks(vocabulary);
  }

  /** The scenario's JSON, every field spelt out: read again, it is the same scenario. */
  public String write(Scenario scenario) {
    return Json.format(new RecordWriter(vocabulary).write(scenario));
  }

  /** The same with every tunable of its task as well. */
  public String writeWithTunables(Scenario scenario) {
    Scenario.Task task = scenario.task();
    return write(
        scenario.withTask(
            new Scenario.Task(
                task.type(), task.horizon(), Tunables.all(task, provider(scenario)))));
  }

  /** The {@code type} that a block of a closed choice has in JSON. */
  public static String typeName(Record block) {
    return RecordWriter.choiceName(block.getClass())
        .orElseThrow(
            () -> new IllegalArgumentException(block.getClass() + " is not one of several types"));
  }

  /**
   * Tells a checkpoint of this scenario from one of another. How long to train, how to evaluate,
   * what to measure and where the devices are may change between the parts of a run; what is
   * learned may not.
   */
  public String fingerprint(Scenario scenario) {
    return String.format(
        Locale.ROOT,
        "%s with seed %d (%08x)",
        scenario.name(),
        scenario.seed(),
        Fingerprint.of(new RecordWriter(vocabulary).write(scenario), this::spelledOut));
  }

  /** Who opens the scenario's world. */
  public EnvironmentProvider provider(Scenario scenario) {
    return providers.get(scenario.robot().type());
  }

  /** Whether the scenario's robot is neither simulated nor emulated. */
  public boolean isReal(Scenario scenario) {
    return isReal(provider(scenario));
  }

  private static boolean isReal(EnvironmentProvider robot) {
    return effort(robot.robot()) == 2;
  }

  /** Whether the time of the scenario's world passes by itself. */
  public boolean inRealTime(Scenario scenario) {
    return provider(scenario).inRealTime(scenario.robot().settings());
  }

  /**
   * Opens a scenario's world.
   *
   * @throws IllegalArgumentException if the scenario asks for what its robot does not have
   * @throws org.e2hil.agent.env.EnvironmentFaultException if the world cannot be opened
   */
  public Workcell open(Scenario scenario) {
    return provider(scenario).open(request(scenario));
  }

  /** The arm of the scenario's robot, as people call it. */
  public String arm(Scenario scenario) {
    return provider(scenario).arm(scenario.robot().settings());
  }

  /** The world that the scenario asks for. */
  public EnvironmentRequest request(Scenario scenario) {
    return request(scenario, scenario.observation().groups());
  }

  /** The world that the scenario asks for, but with these observation groups. */
  public EnvironmentRequest request(Scenario scenario, List<String> groups) {
    return new EnvironmentRequest(
        scenario.task().type(),
        scenario.robot().settings(),
        groups,
        scenario.actionScaling(),
        scenario.task().horizon(),
        scenario.task().tunables());
  }

  /** The words that stand for types and values in JSON. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  private Scenario bind(ObjectNode tree) {
    RecordBinder binder = new RecordBinder(vocabulary);
    Optional<Scenario> scenario = binder.bind(tree, Scenario.class);
    List<Problem> problems = new ArrayList<>(binder.problems());
    part(tree, "robot", Scenario.Robot.class)
        .ifPresent(
            robot ->
                part(tree, "task", Scenario.Task.class)
                    .ifPresent(task -> problems.addAll(misfits(task, robot.type()))));
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
    return scenario.orElseThrow();
  }

  /** A part of a scenario, whatever is wrong with the others. */
  private <R extends Record> Optional<R> part(ObjectNode tree, String name, Class<R> type) {
    return Optional.ofNullable(tree.get(name))
        .flatMap(block -> new RecordBinder(vocabulary).bind(block, type));
  }

  private List<Problem> misfits(Scenario.Task task, String robot) {
    EnvironmentProvider provider = providers.get(robot);
    List<String> tasks = provider.tasks();
    return tasks.contains(task.type())
        ? Tunables.problems(task, provider, isReal(provider))
        : List.of(
            new Problem(
                "task",
                '"' + task.type() + '"',
                "the robot %s has no such task, %s"
                    .formatted(robot, Names.hint(task.type(), tasks))));
  }
}
