package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.sac.ActorUpdateReport;

/**
 * The states of one batch: where the tool was, who had acted, what influence they had. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class InfluenceMap implements Diagnosis {

  private final long envSteps;
  private final Source[] sources;
  private final float[] pointsM;
  private final double[] influence;
  private final float[] weights;

  private InfluenceMap(
      long envSteps, Source[] sources, float[] pointsM, double[] influence, float[] weights) {
    this.envSteps = envSteps;
    this.sources = sources;
    this.pointsM = pointsM;
    this.influence = influence;
    this.weights = weights;
  }

  static InfluenceMap of(long envSteps, ActorUpdateReport update, ToolPoint tool) {
    int size = update.batch().size();
    float[] pointsM = new float[3 * size];
    float[] pointM = new float[3];
    for (int row = 0; row < size; row++) {
      tool.read(update.batch().observations(), row * update.batch().observationSize(), pointM);
      System.arraycopy(pointM, 0, pointsM, 3 * row, 3);
    }
    return new InfluenceMap(
        envSteps,
        update.batch().sources().clone(),
        pointsM,
        update.influence().clone(),
        update.weights().clone());
  }

  /** Control periods so far. */
  public long envSteps() {
    return envSteps;
  }

  /** States. */
  public int size() {
    return weights.length;
  }

  /** Who chose the action of a state. */
  public Source source(int state) {
    return sources[state];
  }

  /** The tool's place in metres; NaN where the policy does not see it. */
  public float pointM(int state, int axis) {
    return pointsM[3 * state + axis];
  }

  /** c(s), signed. */
  public double influence(int state) {
    return influence[state];
  }

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onInfluence(this);
  }

  /** m in [0, 1]. */
  public float weight(int state) {
    return weights[state];
  }
}
