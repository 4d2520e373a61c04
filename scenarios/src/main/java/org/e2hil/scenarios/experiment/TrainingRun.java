package org.e2hil.scenarios.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.experience.ReplayBuffer;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.intervention.ScriptedIntervention;
import org.e2hil.agent.network.VectorApi;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.Evaluator;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.Trainer;
import org.e2hil.agent.training.TrainingConfig;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.hardware.teleop.AttendedEnvironment;
import org.e2hil.hardware.teleop.TeleoperatedIntervention;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.config.Trainable;
import org.e2hil.scenarios.report.NewerEpisodes;
import org.e2hil.scenarios.report.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scenario's world, learner and trainer, put together. Used by one thread; owns all three. */
@API(status = API.Status.INTERNAL)
public final class TrainingRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final Scenarios scenarios;
  private final Scenario scenario;
  private final String fingerprint;
  private final Consumer<String> screen;
  private final Listeners listeners = new Listeners();
  private final Optional<TeleoperatedIntervention> person;
  private final Workcell workcell;
  private final Optional<SeeingJudge> judge;
  private final Optional<PacedExpert> expert;
  private final boolean scriptDemonstrates;
  private final Environment demonstrated;
  private final ObservationEncoder input;
  private final MixedReplay replay;
  private final SacLearner learner;
  private final Trainer trainer;

  private TrainingRun(
      Scenarios scenarios,
      Scenario scenario,
      String fingerprint,
      Workcell opened,
      Optional<SeeingJudge> judge,
      Consumer<String> screen) {
    this.scenarios = scenarios;
    this.scenario = scenario;
    this.fingerprint = fingerprint;
    this.screen = screen;
    ActionScale scale = opened.environment().spec().actionScale();
    Runnable stop = () -> opened.emergencyStop().stop("asked for by the person who takes over");
    person =
        scenario
            .intervention()
            .teleoperation()
            .map(device -> new TeleoperatedIntervention(() -> device.open(scale, stop), screen));
    this.judge = judge;
    workcell = person.map(someone -> attended(opened, someone)).orElse(opened);
    Optional<Expert> script = opened.expert().map(scenario.intervention()::handOf);
    expert = script.or(workcell::expert).map(PacedExpert::new);
    scriptDemonstrates = script.isPresent();
    // a script need not show it at the pace of a person
    demonstrated = (scriptDemonstrates ? opened : workcell).environment();
    TrainingConfig training = scenario.training();
    long seed = scenario.seed();
    input =
        ObservationEncoder.of(
            workcell.environment().spec(),
            scenario.observation().groups(),
            scenario.encoders(),
            training.pictureViews());
    Preflight.requireMemory(scenario, input.size());
    replay =
        new MixedReplay(
            buffer(training.onlineCapacity()),
            buffer(training.offlineCapacity()),
            buffer(training.offlineCapacity()),
            training.offlineShare(),
            training.interventionShare(),
            training.takeoverIsTerminal(),
            training.interventionPenalty(),
            SeededRandom.of(seed, "replay"));
    InterventionProvider interventions =
        person.isPresent() ? person.get() : scripted(scenario.intervention().scripted());
    learner =
        new SacLearner(
            RobotSettings.agent(scenarios, scenario),
            scenario.selection(),
            input.size(),
            Action.CONTINUOUS,
            SeededRandom.of(seed, "learner"));
    trainer =
        new Trainer(
            training,
            scenario.learning(),
            scenarios.inRealTime(scenario),
            RobotSettings.evaluation(scenarios, scenario, screen),
            scenario.diagnostics(),
            judge.map(seen -> judged(opened, seen)).orElse(workcell.environment()),
            new Evaluator(
                workcell.environment(),
                input,
                seed,
                // a person who demonstrates gives no number
                script.<DoubleSupplier>map(expert -> expert::progress).orElse(() -> Double.NaN)),
            input,
            learner,
            replay,
            interventions,
            listeners,
            seed,
            Clock.system()::nanoTime);
  }

  /**
   * Opens the world and makes a learner that has learned nothing yet.
   *
   * @throws IllegalArgumentException if the scenario asks for what its world does not have
   */
  public static TrainingRun open(Scenarios scenarios, Scenario scenario) {
    return open(scenarios, scenario, sentence -> LOG.info("{}", sentence));
  }

  /**
   * Opens the world and makes a learner that has learned nothing yet.
   *
   * @param screen receives what a person who takes over must know, a sentence at a time
   * @throws IllegalArgumentException if the scenario asks for what its world does not have
   */
  public static TrainingRun open(Scenarios scenarios, Scenario scenario, Consumer<String> screen) {
    return open(scenarios, scenario, screen, false);
  }

  /**
   * Opens the world for a training.
   *
   * @param goesOn whether it goes on from a checkpoint, so that what it began from is not needed
   */
  static TrainingRun open(
      Scenarios scenarios, Scenario scenario, Consumer<String> screen, boolean goesOn) {
    Preflight.require(scenarios, scenario, goesOn);
    return open(
        scenarios,
        scenario,
        List.of(),
        scenario.classifier().map(SeeingJudge::open),
        scenarios.fingerprint(scenario),
        screen);
  }

  /** Opens the world for demonstrations alone, which are judged by the world itself. */
  static TrainingRun openToRecord(Scenarios scenarios, Scenario scenario, Consumer<String> screen) {
    Preflight.require(scenarios, scenario, false);
    String fingerprint = scenarios.fingerprint(scenario);
    return open(scenarios, scenario, List.of(), Optional.empty(), fingerprint, screen);
  }

  /**
   * Opens another world for a policy that was trained in the scenario's own, so that it can be
   * evaluated there.
   *
   * @param evaluated the scenario of that world, in which nobody takes over
   * @param watched observation groups beside those that the policy sees
   * @throws IllegalArgumentException if that robot has another arm, which is said before it is
   *     connected to, or the scenario asks for what that world does not have
   */
  static TrainingRun openElsewhere(
      Scenarios scenarios, Scenario trained, Scenario evaluated, List<String> watched) {
    Fit.requireSameArm(scenarios, trained, evaluated);
    Fit.requireSameEncoder(trained, evaluated);
    // nobody takes over where a policy is evaluated, so there is nothing to say
    String fingerprint = scenarios.fingerprint(trained);
    return open(scenarios, evaluated, watched, Optional.empty(), fingerprint, sentence -> {});
  }

  /** What the numbers of an episode of this run mean. */
  public Origin origin() {
    return new Origin(
        scenario.task().type(),
        scenarios.arm(scenario),
        workcell.environment().spec().actionScale(),
        scenario.observation().groups());
  }

  private static TrainingRun open(
      Scenarios scenarios,
      Scenario scenario,
      List<String> watched,
      Optional<SeeingJudge> judge,
      String fingerprint,
      Consumer<String> screen) {
    try {
      return opened(scenarios, scenario, watched, judge, fingerprint, screen);
    } catch (RuntimeException | Error e) {
      judge.ifPresent(SeeingJudge::close);
      throw e;
    }
  }

  private static TrainingRun opened(
      Scenarios scenarios,
      Scenario scenario,
      List<String> watched,
      Optional<SeeingJudge> judge,
      String fingerprint,
      Consumer<String> screen) {
    VectorApi.require();
    Trainable.require(scenario);
    List<String> groups =
        Stream.concat(scenario.observation().groups().stream(), watched.stream())
            .distinct()
            .toList();
    EnvironmentRequest request = scenarios.request(scenario, groups);
    EnvironmentProvider provider = scenarios.provider(scenario);
    Workcell workcell =
        judge.map(seen -> seen.open(provider, request)).orElseGet(() -> provider.open(request));
    try {
      return new TrainingRun(scenarios, scenario, fingerprint, workcell, judge, screen);
    } catch (RuntimeException | Error e) {
      workcell.close();
      throw e;
    }
  }

  /** Tells {@code listener} of all that happens from now on, after those that came before it. */
  public void listen(TrainingListener listener) {
    listeners.add(listener);
  }

  /** Writes the policy of every checkpoint to a file from now on. */
  public void exportTo(Path file) {
    listen(new PolicyKeeper(file, scenario, input));
  }

  private ReplayBuffer buffer(int capacity) {
    return new ReplayBuffer(
        capacity,
        input.size(),
        scenario.training().pictureViews(),
        scenario.training().gripperPenalty(),
        scenario.agent().returnSteps(),
        scenario.agent().discount());
  }

  private InterventionProvider scripted(InterventionConfig config) {
    return config.triggers().isEmpty()
        ? InterventionProvider.NEVER
        : new ScriptedIntervention(
            config, Preflight.requireExpert(scenario, expert, "interventions"));
  }

  /** A world in which a classifier judges, and a person who watches goes before it. */
  private Environment judged(Workcell opened, SeeingJudge seen) {
    Environment world = seen.over(opened.environment());
    return person
        .<Environment>map(someone -> new AttendedEnvironment(world, someone, Clock.system()))
        .orElse(world);
  }

  /** A world that a person watches, who also demonstrates where it has no expert. */
  private static Workcell attended(Workcell opened, TeleoperatedIntervention person) {
    Environment attended = new AttendedEnvironment(opened.environment(), person, Clock.system());
    return new Workcell(
        attended,
        opened.expert().or(() -> Optional.of(person.demonstrator())),
        opened.emergencyStop());
  }

  /**
   * Fills the replay with the demonstrations that learning begins from. A person who takes over
   * must have the device in hand by now.
   *
   * @param file that the recorded ones are kept in, each as soon as it is done; what a person gave
   *     there to an earlier process counts, and only the rest is asked for
   * @param stop asked between two control periods
   * @return false if it was stopped before all were recorded
   */
  public boolean demonstrate(Path file, BooleanSupplier stop) {
    person.ifPresent(TeleoperatedIntervention::open);
    return beginning().begin(file, stop);
  }

  /**
   * Lets the expert, or the person who takes over, demonstrate as often as the scenario asks for.
   *
   * @param given earlier demonstrations that count
   * @param keep gets each of the others at once
   * @param stop asked between two control periods
   * @return false if it was stopped before all were recorded
   */
  boolean demonstrate(List<Episode> given, Consumer<Episode> keep, BooleanSupplier stop) {
    person.ifPresent(TeleoperatedIntervention::open);
    int wanted = scenario.training().demonstrations();
    return beginning().record(given, keep, stop).size() >= wanted;
  }

  /** Whether a script demonstrates, which does the same when it does it again. */
  boolean isScripted() {
    return scriptDemonstrates;
  }

  /**
   * Refuses a scenario whose demonstrations nobody can give or do not fit, or that starts from a
   * policy which does not. The run has such a policy then, and must not be trained.
   */
  void requireBeginning() {
    beginning().require();
  }

  private Beginning beginning() {
    return new Beginning(
        scenarios,
        scenario,
        origin(),
        demonstrated,
        expert,
        scriptDemonstrates,
        input,
        replay,
        trainer,
        listeners,
        screen);
  }

  /** Takes over all that a checkpoint of the same scenario holds. */
  public void resume(Path checkpoint) {
    trainer.resume(checkpoint, fingerprint);
  }

  /**
   * Takes over all that a run of the same scenario has left: its checkpoint and, where the learner
   * has a thread of its own, the episodes that were recorded afterwards.
   */
  public void goOn(RunDirectory run) {
    resume(run.checkpoint());
    if (trainer.isConcurrent()) {
      NewerEpisodes newer = NewerEpisodes.of(run, trainer.envSteps());
      trainer.takeOver(newer.episodes(), newer.envSteps());
    }
  }

  /**
   * Trains to the end, and evaluates the policy.
   *
   * @param stop asked between two control periods
   * @return true if the run is complete, false if it was stopped
   */
  public boolean train(Path checkpoint, BooleanSupplier stop) {
    return trainer.train(checkpoint, fingerprint, stop);
  }

  /**
   * Evaluates the policy as it is, on the seeds that every evaluation of this run uses.
   *
   * @param evaluated hears of each episode as soon as it has ended
   * @param stop asked before each reset and between two control periods
   * @return empty if it was stopped
   */
  public Optional<EvaluationRecord> evaluate(
      ActionMode mode, int episodes, Consumer<EvaluatedEpisode> evaluated, BooleanSupplier stop) {
    return new Evaluator(workcell.environment(), input, scenario.seed())
        .evaluate(learner.policy(), mode, episodes, trainer.envSteps(), false, evaluated, stop);
  }

  Environment environment() {
    return workcell.environment();
  }

  ObservationEncoder input() {
    return input;
  }

  Policy policy() {
    return learner.policy();
  }

  /** Control periods done. */
  public long envSteps() {
    return trainer.envSteps();
  }

  @Override
  public void close() {
    learner.close();
    judge.ifPresent(SeeingJudge::close);
    try {
      workcell.close();
    } finally {
      person.ifPresent(TeleoperatedIntervention::close);
    }
  }
}
