package org.e2hil.agent.training;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.e2hil.agent.diagnostics.ActorDiagnostics;
import org.e2hil.agent.diagnostics.DiagnosticsConfig;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/** What learning is made of: experience, learner, its metrics and diagnostics. */
final class LearnerRole {

  /** The part of a checkpoint that is the learner's. */
  static final String LEARNER = "learner";

  private final TrainingConfig config;
  private final SacLearner learner;
  private final MixedReplay replay;
  private final BatchSource batches;
  private final IntervalLog interval = new IntervalLog();
  private final ActorDiagnostics diagnostics;
  private TrainingListener listener = new TrainingListener() {};
  private long envSteps;

  LearnerRole(
      TrainingConfig config,
      DiagnosticsConfig diagnostics,
      ObservationEncoder input,
      SacLearner learner,
      MixedReplay replay,
      UnaryOperator<BatchSource> batches) {
    this.config = config;
    this.learner = learner;
    this.replay = replay;
    this.batches = batches.apply(replay);
    this.diagnostics =
        new ActorDiagnostics(
            diagnostics,
            input::toolPointInto,
            () -> envSteps,
            diagnosis -> listener.onDiagnosis(diagnosis));
    learner.observe(this.diagnostics);
  }

  /** From now on {@code listener} hears of logging intervals and diagnoses. */
  void tell(TrainingListener listener) {
    this.listener = listener;
  }

  SacLearner learner() {
    return learner;
  }

  /** Takes over what a control period experienced. */
  void take(ControlPeriod period) {
    envSteps = period.envSteps();
    period.transitions().forEach(replay::add);
    interval.step(period.takenOver());
  }

  /** Whether there is enough experience to learn from. */
  boolean isWarm() {
    return replay.onlineSize() >= config.warmupSteps();
  }

  /** One learner step. */
  void update() {
    interval.add(learner.step(batches));
  }

  /** Tells the listener of the logging interval if it ends with the last control period. */
  void log() {
    if (envSteps % config.logEverySteps() == 0 && interval.hasMetrics()) {
      listener.onInterval(
          interval.close(envSteps, learner.steps(), replay.onlineSize(), replay.offlineSize()));
    }
  }

  void save(StateWriter out) throws IOException {
    out.section("interval", interval::save);
    out.section("diagnostics", diagnostics::save);
    learner.save(out.within(LEARNER));
    out.section("replay", replay::save);
  }

  void load(StateReader in) throws IOException {
    in.section("interval", interval::load);
    in.section("diagnostics", diagnostics::load);
    learner.load(in.within(LEARNER));
    in.section("replay", replay::load);
  }

  /** Takes over what another run learned, but none of its experience. */
  void adopt(StateReader in) throws IOException {
    in.section("diagnostics", diagnostics::load);
    learner.loadLearned(in.within(LEARNER));
  }
}
