package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.SelectionConfig;

/** Shows an observer what an actor update did; changes nothing that is learned. */
final class UpdateProbe implements AutoCloseable {

  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final RowWorkers workers;
  private final GripperCriticUpdate gripper;
  private final InfluenceSampling influence;
  private final long seed;
  private final ActorUpdateReport report;
  private final float[] ones;
  private final Floats gripperValues;
  private final int actionSize;
  private final int hiddenSize;
  private ActorObserver observer = ActorObserver.NONE;
  private boolean watched;

  UpdateProbe(
      SacConfig config,
      SelectionConfig selection,
      LearnerNetworks networks,
      LearnerBatch batch,
      RowWorkers workers,
      GripperCriticUpdate gripper,
      InfluenceSampling influence,
      long seed) {
    this.networks = networks;
    this.batch = batch;
    this.workers = workers;
    this.gripper = gripper;
    this.influence = influence;
    this.seed = seed;
    actionSize = batch.rows.actionSize();
    hiddenSize = config.hiddenSize();
    InfluenceSamples samples =
        selection.samples() > 0
            ? influence.samples()
            : new InfluenceSamples(ActorUpdateReport.SAMPLES, batch.size(), actionSize);
    report = new ActorUpdateReport(config, batch.rows, samples, selection.influence(), actionSize);
    ones = new float[batch.size()];
    Arrays.fill(ones, 1);
    gripperValues = new Floats(batch.size() * SacNetworks.GRIPPER_ACTIONS);
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
    InfluenceSamples drawn = report.drawn();
    boolean forTheObserver = drawn != influence.samples();
    if (forTheObserver) {
      // a stream of the step's own: what the run draws stays the same, watched or not
      drawn.noise.draw(
          SeededRandom.of(SeededRandom.seed(seed, "noise", report.step - 1), "actions"));
    }
    workers.run(
        rows -> {
          if (forTheObserver) {
            influence.measure(
                drawn, actor.gaussian(), actor.criticTapes(), alpha, report.influence, rows);
          }
          int width = 2 * actionSize;
          Floats gradient = actor.gradientOfEveryState(ones, alpha, rows);
          gradient.read(
              rows.from() * width,
              report.outputGradient,
              rows.from() * width,
              rows.count() * width);
          actor.gaussian().distribution(report.meanBefore, report.logDeviationBefore, rows);
          int begin = rows.from() * hiddenSize;
          actor.features().read(begin, report.features, begin, rows.count() * hiddenSize);
        });
    gripper.values().read(0, report.gripperBefore, 0, report.gripperBefore.length);
  }

  /** Keeps what the selection decided, and tells the observer at once. */
  void selected(float[] weights, InfluenceSampling measured, double divisor, float alpha) {
    System.arraycopy(weights, 0, report.weights, 0, weights.length);
    report.divisor = divisor;
    report.alpha = alpha;
    if (report.drawn() == measured.samples()) {
      System.arraycopy(measured.influence(), 0, report.influence, 0, weights.length);
      observer.selected(report);
    }
  }

  /** Keeps what the policy is after the update, and shows the observer everything. */
  void captureAfter(ActorUpdate actor, TemperatureUpdate temperature) {
    if (!watched) {
      return;
    }
    workers.run(
        rows -> {
          networks.gripper.infer(batch.encoding(), batch.encoding(), gripperValues, rows);
          temperature.gaussian().distribution(report.meanAfter, report.logDeviationAfter, rows);
        });
    gripperValues.read(0, report.gripperAfter, 0, report.gripperAfter.length);
    report.gradientNorm = actor.norm();
    report.selection = actor.selection();
    observer.updated(report);
  }

  @Override
  public void close() {
    gripperValues.close();
  }
}
