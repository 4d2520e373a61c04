package org.e2hil.agent.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.diagnostics.EpisodeTrace;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.experience.Transition;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * A training run: an actor and a learner, which take turns or have a thread each, and the policy's
 * evaluations.
 *
 * <p>In lock-step one seed does the same bit for bit, stopped and resumed or not, because
 * everything that it draws from is either in the checkpoint or derived from the seed and the number
 * of the episode.
 */
@API(status = API.Status.INTERNAL)
public final class Trainer {

  private final TrainingConfig config;
  private final LearningConfig learningConfig;
  private final boolean inRealTime;
  private final EvaluationConfig evaluation;
  private final DiagnosticsConfig diagnostics;
  private final ObservationEncoder input;
  private final TrainingListener listener;
  private final Evaluator evaluator;
  private final ActorRole actor;
  private final LearnerRole role;

  /**
   * A trainer that has not begun. The demonstrations must be in {@code replay}, and {@code input}
   * be fitted to them, before {@link #train}.
   *
   * @param inRealTime whether the world's time passes by itself
   * @param evaluator of the policy, in a world that may be judged otherwise
   * @param nanoTime a clock such as {@code System::nanoTime}, for the control periods' durations
   */
  public Trainer(
      TrainingConfig config,
      LearningConfig learning,
      boolean inRealTime,
      EvaluationConfig evaluation,
      DiagnosticsConfig diagnostics,
      Environment environment,
      Evaluator evaluator,
      ObservationEncoder input,
      SacLearner learner,
      MixedReplay replay,
      InterventionProvider interventions,
      TrainingListener listener,
      long seed,
      LongSupplier nanoTime) {
    this(
        config,
        learning,
        inRealTime,
        evaluation,
        diagnostics,
        input,
        new ActorRole(config, environment, input, interventions, seed, nanoTime),
        new LearnerRole(config, diagnostics, input, learner, replay, UnaryOperator.identity()),
        evaluator,
        listener);
  }

  Trainer(
      TrainingConfig config,
      LearningConfig learning,
      boolean inRealTime,
      EvaluationConfig evaluation,
      DiagnosticsConfig diagnostics,
      ObservationEncoder input,
      ActorRole actor,
      LearnerRole role,
      Evaluator evaluator,
      TrainingListener listener) {
    this.config = config;
    this.learningConfig = learning.resolved(inRealTime);
    this.inRealTime = inRealTime;
    this.evaluation = evaluation;
    this.diagnostics = diagnostics;
    this.input = input;
    this.actor = actor;
    this.role = role;
    this.evaluator = evaluator;
    this.listener = listener;
  }

  /** Whether the learner has a thread of its own. */
  public boolean isConcurrent() {
    return learningConfig.mode() == LearningConfig.Mode.CONCURRENT;
  }

  /** Control periods done. */
  public long envSteps() {
    return actor.envSteps();
  }

  /** Control periods in which a hand acted. */
  public long interventionSteps() {
    return actor.interventionSteps();
  }

  /** Episodes done. */
  public int episodes() {
    return actor.episodes();
  }

  /**
   * Trains until all steps are done, then evaluates the policy with sampled and mean actions.
   *
   * @param checkpoint where to keep the run's state
   * @param fingerprint of the run, see {@link Checkpoint#write}
   * @param stop asked between two control periods and before each reset, also of an evaluation; the
   *     running episode or evaluation is then dropped, and a resume goes on from the last
   *     checkpoint
   * @return true if the run is complete, false if it was stopped
   * @throws LearnerFailedException if a concurrent learner failed; the episode in which it did is
   *     recorded
   */
  public boolean train(Path checkpoint, String fingerprint, BooleanSupplier stop) {
    if (!isConcurrent()) {
      role.tell(listener);
      try (Learning learning = new LockStepLearning(role, config.updatesPerStep(), listener)) {
        return train(learning, listener, checkpoint, fingerprint, stop);
      }
    }
    RecordingThread recording = RecordingThread.start(listener);
    role.tell(recording);
    Updates updates = new Updates(config.updatesPerStep(), learningConfig, inRealTime);
    try (Learning learning = ConcurrentLearning.start(role, updates, recording)) {
      return train(learning, recording, checkpoint, fingerprint, stop);
    }
  }

  private boolean train(
      Learning learning,
      TrainingListener told,
      Path checkpoint,
      String fingerprint,
      BooleanSupplier stop) {
    while (actor.envSteps() < config.steps()) {
      long before = actor.envSteps();
      StateWriter boundary = actor.save();
      if (!actor.episode(learning, told, stop)) {
        stopped(learning, checkpoint, fingerprint, boundary, before);
        told.onPace(learning.pace(actor.periods()));
        learning.finish();
        return false;
      }
      requireLearning(learning);
      if (due(before, evaluation.everySteps()) && actor.envSteps() < config.steps()) {
        if (!evaluate(
            learning, told, ActionMode.SAMPLED, evaluation.intermediateEpisodes(), false, stop)) {
          stopped(learning, checkpoint, fingerprint, actor.save(), actor.envSteps());
          told.onPace(learning.pace(actor.periods()));
          learning.finish();
          return false;
        }
      }
      if (actor.envSteps() >= config.steps()) {
        learning.catchUp();
      }
      if (due(before, config.checkpointEverySteps()) || actor.envSteps() >= config.steps()) {
        learning.checkpoint(checkpoint, fingerprint, actor.save(), actor.envSteps());
      }
    }
    learning.finish();
    requireLearning(learning);
    boolean complete = true;
    for (ActionMode mode : ActionMode.values()) {
      complete = complete && evaluate(learning, told, mode, evaluation.episodes(), true, stop);
    }
    told.onPace(learning.pace(actor.periods()));
    learning.finish();
    return complete;
  }

  /**
   * What a robot has experienced is not done again: it is kept even in the middle of an episode.
   */
  private void stopped(
      Learning learning, Path checkpoint, String fingerprint, StateWriter boundary, long steps) {
    if (isConcurrent() && steps > 0 && learning.failure().isEmpty()) {
      learning.checkpoint(checkpoint, fingerprint, boundary, steps);
      learning.finish();
    }
  }

  private void requireLearning(Learning learning) {
    learning
        .failure()
        .ifPresent(
            cause -> {
              learning.finish();
              throw new LearnerFailedException(cause, actor.episodes());
            });
  }

  /**
   * Evaluates the policy as it is; the first episodes with sampled actions are traced. False if it
   * was stopped.
   */
  private boolean evaluate(
      Learning learning,
      TrainingListener told,
      ActionMode mode,
      int count,
      boolean last,
      BooleanSupplier stop) {
    Policy policy = learning.policy();
    Critics critics = learning.critics();
    int traced = mode == ActionMode.SAMPLED ? diagnostics.traceEpisodes() : 0;
    Map<Integer, EpisodeTrace> traces = new LinkedHashMap<>();
    Optional<EvaluationRecord> record =
        evaluator.evaluate(
            policy,
            mode,
            count,
            actor.envSteps(),
            last,
            (episode, episodeSeed, seen, action) -> {
              if (episode < traced) {
                traces
                    .computeIfAbsent(
                        episode,
                        first ->
                            new EpisodeTrace(
                                actor.envSteps(),
                                episodeSeed,
                                policy.actor(),
                                critics,
                                input::toolPointInto))
                    .add(seen, action);
              }
            },
            ended -> {
              if (ended.episodeEnd().kind() == EpisodeEnd.Kind.VOID) {
                // it is done once more, and traced again
                traces.remove(ended.episode());
              } else {
                told.onEvaluatedEpisode(ended);
              }
            },
            stop);
    if (record.isEmpty()) {
      return false;
    }
    traces.values().forEach(told::onDiagnosis);
    told.onEvaluation(record.get());
    return true;
  }

  /** True if a multiple of {@code every} was reached since {@code before}. */
  private boolean due(long before, int every) {
    return every > 0 && actor.envSteps() / every > before / every;
  }

  /** Writes a checkpoint of a run that is not under way. */
  void save(Path checkpoint, String fingerprint) {
    Checkpoint.write(checkpoint, fingerprint, actor.save(), role::save);
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
    in.section(ActorRole.INPUT, input::load);
    role.adopt(in);
  }

  private void load(StateReader in) throws IOException {
    actor.load(in);
    role.load(in);
  }

  /**
   * Takes over episodes that were recorded after the checkpoint, so that a robot need not do them
   * again.
   *
   * @param envSteps control periods of the run after the last of them
   */
  public void takeOver(List<Episode> newer, long envSteps) {
    long byHand = 0;
    for (Episode episode : newer) {
      for (Transition transition : input.transitions(episode)) {
        boolean takenOver = transition.step().source() == Source.INTERVENTION;
        byHand += takenOver ? 1 : 0;
        role.take(new ControlPeriod(envSteps, takenOver, List.of(transition)));
      }
    }
    actor.takeOver(newer.size(), byHand, envSteps);
  }
}
