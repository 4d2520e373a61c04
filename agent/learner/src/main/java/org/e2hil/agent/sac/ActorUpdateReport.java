package org.e2hil.agent.sac;

import org.apiguardian.api.API;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Selection;

/**
 * One actor update as it was: what it saw, what it weighed and what it did to the policy on the
 * same states. A view that is filled again for every update that is shown; its arrays are row-major
 * and must not be written.
 */
@API(status = API.Status.INTERNAL)
public final class ActorUpdateReport {

  /** K where the selection draws no actions of its own. */
  static final int SAMPLES = 8;

  private final SacConfig config;
  private final int actionSize;
  private final Batch batch;
  private final InfluenceSampling samples;
  private final CovarianceInfluence estimator;
  final float[] weights;
  final double[] influence;
  final float[] meanBefore;
  final float[] logDeviationBefore;
  final float[] meanAfter;
  final float[] logDeviationAfter;
  final float[] outputGradient;
  final float[] features;
  final float[] gripperBefore;
  final float[] gripperAfter;
  long step;
  float alpha;
  double divisor;
  double gradientNorm;
  Selection selection = Selection.EVERYTHING;

  ActorUpdateReport(
      SacConfig config,
      Batch batch,
      InfluenceSampling samples,
      CovarianceInfluence estimator,
      int actionSize) {
    this.config = config;
    this.actionSize = actionSize;
    this.batch = batch;
    this.samples = samples;
    this.estimator = estimator;
    int size = batch.size();
    weights = new float[size];
    influence = new double[size];
    meanBefore = new float[size * actionSize];
    logDeviationBefore = new float[size * actionSize];
    meanAfter = new float[size * actionSize];
    logDeviationAfter = new float[size * actionSize];
    outputGradient = new float[size * 2 * actionSize];
    features = new float[size * config.hiddenSize()];
    gripperBefore = new float[size * SacNetworks.GRIPPER_ACTIONS];
    gripperAfter = new float[size * SacNetworks.GRIPPER_ACTIONS];
  }

  /** Learner steps, this one included. */
  public long step() {
    return step;
  }

  /** The batch that the update learned from. */
  public Batch batch() {
    return batch;
  }

  /** Continuous action dimensions. */
  public int actionSize() {
    return actionSize;
  }

  /** α. */
  public double temperature() {
    return alpha;
  }

  /** η: the actor's learning rate in this update. */
  public double stepSize() {
    return config.actorLearningRate() * config.rate(step - 1);
  }

  /** The norm that the actor's gradient is clipped to; may be infinite. */
  public double gradientClip() {
    return config.gradientClip();
  }

  /** Norm of the actor's gradient over all its parameters, before clipping. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** What the selector said of the batch. */
  public Selection selection() {
    return selection;
  }

  /** {@code [batch]}: m in [0, 1]. */
  public float[] weights() {
    return weights;
  }

  /** What the weighted losses were divided by: Σm or the batch size. */
  public double divisor() {
    return divisor;
  }

  /**
   * {@code [batch]}: c(s) by the configured estimator; also where the selection measures none, from
   * actions that are drawn for the observer alone.
   */
  public double[] influence() {
    return influence;
  }

  /** The configured estimator. */
  public CovarianceInfluence estimator() {
    return estimator;
  }

  /** K: actions drawn per state for the influence. */
  public int samples() {
    return samples.count();
  }

  /**
   * Copies what is known of the K actions of one state.
   *
   * @param logDensity {@code [samples]}: log π
   * @param softValue {@code [samples]}: g = min Q − α log π
   */
  public void samplesInto(int row, double[] logDensity, double[] softValue) {
    samples.ofState(row, alpha, logDensity, softValue);
  }

  /** {@code [batch, action]}: μ of the Gaussian before tanh, before the update. */
  public float[] meanBefore() {
    return meanBefore;
  }

  /** {@code [batch, action]}: log σ, clamped as the policy clamps it, before the update. */
  public float[] logDeviationBefore() {
    return logDeviationBefore;
  }

  /**
   * Whether σ was clamped before the update, so that no gradient reached it.
   *
   * @param index of {@link #logDeviationBefore()}
   */
  public boolean isClamped(int index) {
    float log = logDeviationBefore[index];
    return log <= (float) Math.log(config.minimumDeviation())
        || log >= (float) Math.log(config.maximumDeviation());
  }

  /** {@code [batch, action]}: μ of the same states after the update. */
  public float[] meanAfter() {
    return meanAfter;
  }

  /** {@code [batch, action]}: log σ of the same states after the update. */
  public float[] logDeviationAfter() {
    return logDeviationAfter;
  }

  /**
   * {@code [batch, 2 · action]}: the gradient of each state's own loss α log π − min Q by the
   * actor's outputs, the means and then the log deviations, before any weight and for every state,
   * kept or not. The imitation term, which no selection masks, has no part in it.
   */
  public float[] outputGradient() {
    return outputGradient;
  }

  /** {@code [batch, hidden]}: what the actor's last layer saw. */
  public float[] features() {
    return features;
  }

  /** {@code [batch, 3]}: the gripper critic's values before its last update. */
  public float[] gripperBefore() {
    return gripperBefore;
  }

  /** {@code [batch, 3]}: the gripper critic's values of the same states after it. */
  public float[] gripperAfter() {
    return gripperAfter;
  }
}
