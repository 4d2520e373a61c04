package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.ReplayBuffer;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.intervention.ScriptedIntervention;
import org.e2hil.agent.intervention.TriggerConfig;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.world.PointWorld;

/** A whole training run in the point world, small enough for a test, and all that it reported. */
final class PointRun implements AutoCloseable {

  static final String FINGERPRINT = "point-reach, as in this test";

  /** What a run is made of; change what a test is about. */
  static final class Setup {
    long seed = 1;
    TrainingConfig training =
        new TrainingConfig(
            400, 60, 3, 0.1, "", "", 1, 1, 1000, 1000, 0.5, 0, false, 0, -0.02, 50, 100);
    LearningConfig learning = LearningConfig.DEFAULT;
    boolean inRealTime = false;
    UnaryOperator<BatchSource> batches = UnaryOperator.identity();
    TrainingListener listener = new TrainingListener() {};
    EvaluationConfig evaluation = new EvaluationConfig(2, 150, 1);
    DiagnosticsConfig diagnostics = DiagnosticsConfig.defaults();
    SacConfig sac = SacConfig.defaults().withBatchSize(16).withSizes(16, 16);
    SelectionConfig selection = SelectionConfig.entropyBounded();
    List<String> groups = List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS);
    PictureEncoder.Factory encoders = BrightSpot::new;
    Runnable beforeTick = () -> {};
    Runnable beforeReset = () -> {};
    Function<Expert, InterventionProvider> interventions = PointRun::sometimes;
  }

  final List<String> lines = new ArrayList<>();
  final List<EpisodeRecord> episodes = new ArrayList<>();
  final List<List<RecordedStep>> recorded = new ArrayList<>();
  final List<EvaluatedEpisode> evaluated = new ArrayList<>();
  final List<EvaluationRecord> evaluations = new ArrayList<>();
  final List<Diagnosis> diagnoses = new ArrayList<>();
  final List<Long> checkpoints = new ArrayList<>();
  final List<Episode> demonstrations;
  final MixedReplay replay;
  final SacLearner learner;
  final ObservationEncoder input;
  final Environment environment;
  final Trainer trainer;
  private final Workcell world;
  Pace pace;
  private int linesAtCheckpoint;

  PointRun(Setup setup) {
    world =
        setup.groups.contains(PointWorld.SIDE)
            ? PointWorld.openSeen(PointWorld.SPEC, setup.beforeTick)
            : PointWorld.open(PointWorld.SPEC, setup.beforeTick);
    environment = world.environment();
    Expert expert = world.expert().orElseThrow();
    input =
        ObservationEncoder.of(
            environment.spec(), setup.groups, setup.encoders, setup.training.pictureViews());
    TrainingConfig config = setup.training;
    demonstrations =
        Demonstrations.record(
            environment,
            expert,
            input,
            List.of(),
            config.demonstrations(),
            config.demonstrationNoise(),
            setup.seed,
            episode -> {},
            new TrainingListener() {},
            () -> false);
    input.fit(
        demonstrations.stream().flatMap(episode -> episode.steps().stream()).toList(),
        SeededRandom.of(setup.seed, "pictures"));
    replay =
        new MixedReplay(
            buffer(config, config.onlineCapacity()),
            buffer(config, config.offlineCapacity()),
            buffer(config, config.offlineCapacity()),
            config.offlineShare(),
            config.interventionShare(),
            config.takeoverIsTerminal(),
            config.interventionPenalty(),
            SeededRandom.of(setup.seed, "replay"));
    demonstrations.forEach(episode -> input.transitions(episode).forEach(replay::add));
    learner =
        new SacLearner(
            setup.sac,
            setup.selection,
            input.size(),
            Action.CONTINUOUS,
            SeededRandom.of(setup.seed, "learner"));
    Environment resetting = resetting(environment, setup.beforeReset);
    trainer =
        new Trainer(
            config,
            setup.learning,
            setup.inRealTime,
            setup.evaluation,
            setup.diagnostics,
            input,
            new ActorRole(
                config,
                resetting,
                input,
                setup.interventions.apply(expert),
                setup.seed,
                Clock.system()::nanoTime),
            new LearnerRole(config, setup.diagnostics, input, learner, replay, setup.batches),
            new Evaluator(resetting, input, setup.seed, expert::progress),
            new Recorder(setup.listener));
  }

  private ReplayBuffer buffer(TrainingConfig config, int capacity) {
    return new ReplayBuffer(
        capacity, input.size(), config.pictureViews(), config.gripperPenalty(), 1, 1);
  }

  private static Environment resetting(Environment world, Runnable before) {
    return new Environment() {
      @Override
      public EnvironmentSpec spec() {
        return world.spec();
      }

      @Override
      public Observation reset(long seed) {
        before.run();
        return world.reset(seed);
      }

      @Override
      public StepResult step(Action action) {
        return world.step(action);
      }

      @Override
      public void close() {
        world.close();
      }
    };
  }

  /** By chance, and with a budget that is used up before the end. */
  static InterventionProvider sometimes(Expert expert) {
    return new ScriptedIntervention(
        new InterventionConfig(
            List.of(new TriggerConfig.Scheduled(3, 0.2, 0.05, 300)),
            new InterventionConfig.Budget(OptionalInt.of(15), OptionalInt.of(120)),
            new InterventionConfig.Hand(1, 0.1, 3, 8)),
        new PacedExpert(expert));
  }

  static InterventionProvider never(Expert expert) {
    return InterventionProvider.NEVER;
  }

  boolean train(Path checkpoint, BooleanSupplier stop) {
    return trainer.train(checkpoint, FINGERPRINT, stop);
  }

  boolean train(Path checkpoint) {
    return train(checkpoint, () -> false);
  }

  /** What was reported until the last checkpoint: what a killed run leaves behind. */
  List<String> linesUntilCheckpoint() {
    return lines.subList(0, linesAtCheckpoint);
  }

  /** What was measured of one kind, in its order. */
  <D extends Diagnosis> List<D> diagnoses(Class<D> kind) {
    return diagnoses.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> lines(String kind) {
    return lines.stream().filter(line -> line.startsWith(kind)).toList();
  }

  /** The policy's mean answers to observations of its own kind, exactly. */
  List<String> answers() {
    SeededRandom random = SeededRandom.of(99, "questions");
    List<String> answers = new ArrayList<>();
    float[] question = new float[input.size()];
    float[] answer = new float[Action.CONTINUOUS];
    for (int i = 0; i < 20; i++) {
      for (int k = 0; k < question.length; k++) {
        question[k] = (float) random.nextGaussian();
      }
      int gripper = learner.policy().actor().mean(question, answer);
      answers.add(Arrays.toString(answer) + gripper);
    }
    return answers;
  }

  /** What the learner would see next. */
  List<String> nextBatches() {
    List<String> batches = new ArrayList<>();
    Batch batch = new Batch(32, input.size(), Action.CONTINUOUS);
    for (int i = 0; i < 5; i++) {
      replay.fill(batch);
      batches.add(
          Arrays.toString(batch.observations())
              + Arrays.toString(batch.nextObservations())
              + Arrays.toString(batch.actions())
              + Arrays.toString(batch.grippers())
              + Arrays.toString(batch.rewards())
              + Arrays.toString(batch.gripperPenalties())
              + Arrays.toString(batch.terminals())
              + Arrays.toString(batch.sources()));
    }
    return batches;
  }

  @Override
  public void close() {
    learner.close();
    world.close();
  }

  private final class Recorder implements TrainingListener {

    private final TrainingListener other;

    Recorder(TrainingListener other) {
      this.other = other;
    }

    @Override
    public void onStep(long envSteps) {
      other.onStep(envSteps);
    }

    @Override
    public void onPace(Pace measured) {
      pace = measured;
    }

    @Override
    public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
      episodes.add(episode);
      recorded.add(steps);
      lines.add(episode.toString());
      steps.forEach(step -> lines.add("Transition" + Told.describe(step)));
      other.onEpisode(episode, steps);
    }

    @Override
    public void onInterval(IntervalRecord interval) {
      lines.add(interval.toString());
    }

    @Override
    public void onDiagnosis(Diagnosis diagnosis) {
      diagnoses.add(diagnosis);
    }

    @Override
    public void onEvaluatedEpisode(EvaluatedEpisode episode) {
      evaluated.add(episode);
      lines.add(episode.toString());
    }

    @Override
    public void onEvaluation(EvaluationRecord evaluation) {
      evaluations.add(evaluation);
      lines.add(evaluation.toString());
    }

    @Override
    public void onCheckpoint(long envSteps) {
      checkpoints.add(envSteps);
      lines.add("Checkpoint at " + envSteps);
      linesAtCheckpoint = lines.size();
    }
  }
}
