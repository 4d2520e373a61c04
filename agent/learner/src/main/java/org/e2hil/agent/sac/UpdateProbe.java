package org.e2hil.agent.sac;

import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Matrix;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/** Shows an observer what an actor update did; changes nothing that is learned. */
final class UpdateProbe {

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final BatchWorkers workers;
  private final GripperCriticUpdate gripper;
  private final boolean sampledByTheSelection;
  private final InfluenceSampling shown;
  private final long seed;
  private final ActorUpdateReport report;
  private final PerThread<Mlp.Tape> tapes;
  private ActorObserver observer = ActorObserver.NONE;
  private boolean watched;

  UpdateProbe(
      SacConfig config,
      SelectionConfig selection,
      LearnerNetworks networks,
      LearnerBatch batch,
      BatchWorkers workers,
      GripperCriticUpdate gripper,
      InfluenceSampling influence,
      long seed) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.gripper = gripper;
    this.seed = seed;
    sampledByTheSelection = influence.count() > 0;
    shown =
        sampledByTheSelection
            ? influence
            : new InfluenceSampling(
                ActorUpdateReport.SAMPLES, selection.influence(), networks, batch);
    report =
        new ActorUpdateReport(
            config, batch.transitions, shown, selection.influence(), batch.actionSize());
    tapes =
        new PerThread<>(
            workers,
            () -> new Mlp.Tape(BatchSlice.MOST, config.hiddenSize(), SacNetworks.GRIPPER_ACTIONS));
  }

  void observe(ActorObserver observer) {
    this.observer = observer;
  }

  /**
   * Asks the observer whether to be shown the update that is about to be done.
   *
   * @param step learner steps, that one included
   */
  void begin(long step) {
    report.step = step;
    watched = observer.wants(step);
  }

  /** Keeps what the policy is before the update. */
  void captureBefore(ActorUpdate actor, float alpha) {
    if (!watched) {
      return;
    }
    if (!sampledByTheSelection) {
      // a stream of the step's own: what the run draws stays the same, watched or not
      long ofStep = SeededRandom.seed(seed, "noise", report.step - 1);
      actor.measure(shown, SeededRandom.of(ofStep, "actions"), alpha);
      System.arraycopy(shown.influence(), 0, report.influence, 0, batch.size());
    }
    actor.gradientOfEveryState(alpha, report.outputGradient, report.features);
    actor
        .gaussian()
        .distribution(
            report.meanBefore, report.logDeviationBefore, new BatchSlice(0, batch.size()));
    float[] values = gripper.values().values();
    System.arraycopy(values, 0, report.gripperBefore, 0, values.length);
  }

  /** Keeps what the selection decided, and tells the observer at once. */
  void selected(float[] weights, double divisor, float alpha) {
    System.arraycopy(weights, 0, report.weights, 0, weights.length);
    report.divisor = divisor;
    report.alpha = alpha;
    if (sampledByTheSelection) {
      System.arraycopy(shown.influence(), 0, report.influence, 0, weights.length);
      observer.selected(report);
    }
  }

  /** Keeps what the policy is after the update, and shows the observer everything. */
  void captureAfter(ActorUpdate actor, TemperatureUpdate temperature) {
    if (!watched) {
      return;
    }
    workers.run(batch.parts(), this::captureGripper);
    temperature
        .gaussian()
        .distribution(report.meanAfter, report.logDeviationAfter, new BatchSlice(0, batch.size()));
    report.gradientNorm = actor.norm();
    report.selection = actor.mask().selection();
    observer.updated(report);
  }

  private void captureGripper(int part, int worker) {
    BatchSlice rows = batch.part(part);
    Matrix output = tapes.of(worker).output();
    networks.gripper.forward(batch.encoding(), batch.encoding(), rows, tapes.of(worker));
    System.arraycopy(
        output.values(),
        0,
        report.gripperAfter,
        output.index(rows.from()),
        output.index(rows.count()));
  }
}
