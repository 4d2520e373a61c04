package org.e2hil.agent.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2hil.agent.diagnostics.ActorDiagnostics;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.diagnostics.EpisodeTrace;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.Measurement;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.experience.Transition;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.intervention.Takeover;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * The training loop on one thread: propose, perhaps take over, step, record, learn. With one seed
 * it does the same bit for bit, stopped and resumed or not, because everything that it draws from
 * is either in the checkpoint or derived from the seed and the number of the episode.
 */
public final class Trainer {

  /** Faults in a row after which the world is given up. */
  private static final int MOST_FAULTS = 5;

  private final TrainingConfig config;
  private final EvaluationConfig evaluation;
  private final DiagnosticsConfig diagnostics;
  private final Environment environment;
  private final PolicyInput input;
  private final SacLearner learner;
  private final MixedReplay replay;
  private final InterventionProvider interventions;
  private final TrainingListener listener;
  private final long seed;
  private final SeededRandom exploration;
  private final Evaluator evaluator;
  private final IntervalLog interval;
  private final ActorDiagnostics actorDiagnostics;

  private long envSteps;
  private int episodes;
  private long interventionSteps;
  private int faultsInARow;
  private Policy.Actor actor;

  /**
   * A trainer that has not begun. The demonstrations must be in {@code replay}, and {@code input}
   * be fitted to them, before {@link #train}.
   */
  public Trainer(
      TrainingConfig config,
      EvaluationConfig evaluation,
      DiagnosticsConfig diagnostics,
      Environment environment,
      PolicyInput input,
      SacLearner learner,
      MixedReplay replay,
      InterventionProvider interventions,
      TrainingListener listener,
      long seed) {
    this.config = config;
    this.evaluation = evaluation;
    this.diagnostics = diagnostics;
    this.environment = environment;
    this.input = input;
    this.learner = learner;
    this.replay = replay;
    this.interventions = interventions;
    this.listener = listener;
    this.seed = seed;
    exploration = SeededRandom.of(seed, "exploration");
    evaluator = new Evaluator(environment, input, seed);
    interval = new IntervalLog();
    actor = learner.policy().actor();
    actorDiagnostics =
        new ActorDiagnostics(
            diagnostics, input::toolPointInto, this::envSteps, listener::onDiagnosis);
    learner.observe(actorDiagnostics);
  }

  /** Control periods done. */
  public long envSteps() {
    return envSteps;
  }

  /** Control periods in which a hand acted. */
  public long interventionSteps() {
    return interventionSteps;
  }

  /** Episodes done. */
  public int episodes() {
    return episodes;
  }

  /**
   * Trains until all steps are done, then examines the policy with sampled and mean actions.
   *
   * @param checkpoint where to keep the run's state
   * @param fingerprint of the run, see {@link Checkpoint#write}
   * @param stop asked between two control periods and before each reset; the running episode is
   *     then dropped, and a resume goes on from the last checkpoint
   * @return true if the run is complete, false if it was stopped
   */
  public boolean train(Path checkpoint, String fingerprint, BooleanSupplier stop) {
    while (envSteps < config.steps()) {
      long before = envSteps;
      if (!episode(stop)) {
        return false;
      }
      if (due(before, evaluation.everySteps()) && envSteps < config.steps()) {
        examine(ActionMode.SAMPLED, evaluation.intermediateEpisodes(), false);
      }
      if (due(before, config.checkpointEverySteps()) || envSteps >= config.steps()) {
        Checkpoint.write(checkpoint, fingerprint, this::save);
        listener.onCheckpoint(envSteps);
      }
    }
    for (ActionMode mode : ActionMode.values()) {
      examine(mode, evaluation.episodes(), true);
    }
    return true;
  }

  /** Examines the policy as it is; the first episodes with sampled actions are traced. */
  private void examine(ActionMode mode, int count, boolean last) {
    Policy policy = learner.policy();
    Critics critics = learner.critics();
    int traced = mode == ActionMode.SAMPLED ? diagnostics.traceEpisodes() : 0;
    List<EpisodeTrace> traces = new ArrayList<>();
    EvaluationRecord record =
        evaluator.evaluate(
            policy,
            mode,
            count,
            envSteps,
            last,
            (episode, episodeSeed, seen, action) -> {
              if (episode < traced) {
                if (episode == traces.size()) {
                  traces.add(
                      new EpisodeTrace(
                          envSteps, episodeSeed, policy.actor(), critics, input::toolPointInto));
                }
                traces.get(episode).add(seen, action);
              }
            });
    traces.forEach(listener::onDiagnosis);
    listener.onEvaluation(record);
  }

  /** True if a multiple of {@code every} was reached since {@code before}. */
  private boolean due(long before, int every) {
    return every > 0 && envSteps / every > before / every;
  }

  /** Runs one episode; false if it was stopped. */
  private boolean episode(BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      // a robot shall not set out for a start that nobody wants any more
      return false;
    }
    Observation observation;
    try {
      observation = environment.reset(SeededRandom.seed(seed, "episode", episodes));
    } catch (EnvironmentFaultException e) {
      if (stop.getAsBoolean()) {
        // a reset that is given up because the program ends is no fault of the world
        return false;
      }
      end(0, 0, Ending.fault(e.getMessage()), List.of(), new LimitCounts(), List.of());
      return true;
    }
    interventions.beginEpisode(SeededRandom.seed(seed, "intervention", episodes));
    List<RecordedStep> recorded = new ArrayList<>();
    SegmentLog segments = new SegmentLog();
    LimitCounts limits = new LimitCounts();
    Ending ending = Ending.none();
    double reward = 0;
    Measurement now = input.measured(observation);
    float[] seen = input.scaled(now);
    int step = 0;
    while (!ending.isEnd() && envSteps < config.steps()) {
      if (stop.getAsBoolean()) {
        return false;
      }
      Action proposed = propose(seen);
      Optional<Takeover> takeover =
          interventions.consider(
              new InterventionProvider.Moment(observation, proposed, step, envSteps));
      Action chosen = takeover.map(Takeover::action).orElse(proposed);
      StepResult result = environment.step(chosen);
      observation = result.observation();
      ending = result.ending();
      limits.addAll(result.limits());
      envSteps++;
      if (takeover.isPresent()) {
        interventionSteps++;
        segments.add(step, takeover.get().reason());
      }
      step++;
      if (ending.isLearnable()) {
        Measurement next = input.measured(observation);
        float[] nextSeen = input.scaled(next);
        ControlStep done =
            new ControlStep(
                proposed,
                chosen,
                result.applied(),
                takeover.isPresent() ? Source.INTERVENTION : Source.POLICY,
                result.reward(),
                ending);
        reward += result.reward();
        recorded.add(new RecordedStep(now, next, done));
        replay.add(new Transition(seen, nextSeen, done));
        now = next;
        seen = nextSeen;
      }
      learn(takeover.isPresent());
      listener.onStep(envSteps);
    }
    end(step, reward, ending, segments.all(), limits, recorded);
    return true;
  }

  private void end(
      int steps,
      double reward,
      Ending ending,
      List<InterventionSegment> segments,
      LimitCounts limits,
      List<RecordedStep> recorded) {
    if (ending.isEnd()) {
      listener.onEpisode(
          new EpisodeRecord(
              episodes,
              envSteps,
              learner.steps(),
              steps,
              reward,
              ending,
              segments,
              limits,
              environment.episodeParameters()),
          recorded);
    }
    episodes++;
    checkFaults(ending);
  }

  private Action propose(float[] seen) {
    float[] continuous = new float[Action.CONTINUOUS];
    if (envSteps < config.warmupSteps() && config.startFrom().isEmpty()) {
      for (int i = 0; i < continuous.length; i++) {
        continuous[i] = exploration.nextFloat() * 2 - 1;
      }
      return Action.of(continuous, exploration.nextInt(3));
    }
    int gripper = actor.sample(seen, exploration, continuous);
    return Action.of(continuous, gripper);
  }

  private void learn(boolean takenOver) {
    interval.step(takenOver);
    if (replay.onlineSize() >= config.warmupSteps()) {
      for (int i = 0; i < config.updatesPerStep(); i++) {
        interval.add(learner.step(replay));
      }
      actor = learner.policy().actor();
    }
    if (envSteps % config.logEverySteps() == 0 && interval.hasMetrics()) {
      listener.onInterval(
          interval.close(envSteps, learner.steps(), replay.onlineSize(), replay.offlineSize()));
    }
  }

  private void checkFaults(Ending ending) {
    faultsInARow = ending.kind() == Ending.Kind.FAULT ? faultsInARow + 1 : 0;
    if (faultsInARow >= MOST_FAULTS) {
      throw new EnvironmentFaultException(
          "%d episodes in a row ended in a fault, the last with: %s"
              .formatted(faultsInARow, ending.reason()));
    }
  }

  /** Writes all that a resumed run needs, between two episodes. */
  void save(StateWriter out) throws IOException {
    out.section(
        "progress",
        section -> {
          section.writeLong(envSteps);
          section.writeInt(episodes);
          section.writeLong(interventionSteps);
          section.writeInt(faultsInARow);
        });
    out.section("exploration", exploration::save);
    out.section("observation scaling", input::save);
    out.section("interval", interval::save);
    out.section("diagnostics", actorDiagnostics::save);
    learner.save(out.within("learner"));
    out.section("replay", replay::save);
  }

  /**
   * Goes on where the run that wrote the checkpoint stood.
   *
   * @throws CheckpointException if it is missing, damaged or of another run
   */
  public void resume(Path checkpoint, String fingerprint) {
    Checkpoint.read(checkpoint, fingerprint, this::load);
  }

  /**
   * Starts with what another run learned, and with the scaling of its observations, but with no
   * experience and at step 0.
   *
   * @throws CheckpointException if it is missing or damaged
   * @throws IllegalArgumentException if its networks have other sizes
   */
  public void startFrom(Path checkpoint) {
    Checkpoint.readAny(checkpoint, this::adopt);
  }

  private void adopt(StateReader in) throws IOException {
    in.section("observation scaling", input::load);
    in.section("diagnostics", actorDiagnostics::load);
    learner.loadLearned(in.within("learner"));
    actor = learner.policy().actor();
  }

  private void load(StateReader in) throws IOException {
    in.section(
        "progress",
        section -> {
          envSteps = section.readLong();
          episodes = section.readInt();
          interventionSteps = section.readLong();
          faultsInARow = section.readInt();
        });
    in.section("exploration", exploration::load);
    in.section("observation scaling", input::load);
    in.section("interval", interval::load);
    in.section("diagnostics", actorDiagnostics::load);
    learner.load(in.within("learner"));
    in.section("replay", replay::load);
    interventions.restore(interventionSteps);
    actor = learner.policy().actor();
  }
}
