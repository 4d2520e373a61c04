package org.e2hil.agent.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;

/**
 * What policy and critics said along one episode, before every control period: the mean and
 * variance of Q over the ensemble at the action that was done (Figs. 10 to 12), and the policy's
 * Gaussian before tanh (Figs. 13 to 15). Filled by one thread, then read only.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class EpisodeTrace implements Diagnosis {

  private final long envSteps;
  private final long seed;
  private final Policy.Actor actor;
  private final Critics critics;
  private final ToolPoint tool;
  private final List<Moment> moments = new ArrayList<>();

  /**
   * An empty trace.
   *
   * @param envSteps control periods of the run so far
   * @param seed of the episode
   * @param actor whose distribution is recorded
   */
  @API(status = API.Status.INTERNAL)
  public EpisodeTrace(
      long envSteps, long seed, Policy.Actor actor, Critics critics, ToolPoint tool) {
    this.envSteps = envSteps;
    this.seed = seed;
    this.actor = actor;
    this.critics = critics;
    this.tool = tool;
  }

  /** What was said in one control period. */
  public static final class Moment {

    private final float[] pointM = new float[3];
    private final float[] mean = new float[Action.CONTINUOUS];
    private final float[] std = new float[Action.CONTINUOUS];
    private final double qMean;
    private final double qVariance;
    private final int gripper;

    private Moment(EpisodeTrace trace, float[] seen, Action action) {
      trace.tool.read(seen, 0, pointM);
      trace.actor.distribution(seen, mean, std);
      float[] continuous = new float[Action.CONTINUOUS];
      action.continuousInto(continuous, 0);
      double[] values = new double[trace.critics.count()];
      trace.critics.values(seen, continuous, values);
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      qMean = sum / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - qMean) * (value - qMean);
      }
      qVariance = squares / values.length;
      gripper = action.gripperClass() - 1;
    }

    /** The tool's place in metres; NaN where the policy does not see it. */
    public float pointM(int axis) {
      return pointM[axis];
    }

    /** Mean of Q(s, a) over the ensemble. */
    public double qMean() {
      return qMean;
    }

    /** Population variance of Q(s, a) over the ensemble. */
    public double qVariance() {
      return qVariance;
    }

    /** μ before tanh. */
    public float mean(int dimension) {
      return mean[dimension];
    }

    /** σ before tanh. */
    public float std(int dimension) {
      return std[dimension];
    }

    /** What the gripper was told: −1 close, 0 stay, 1 open. */
    public int gripper() {
      return gripper;
    }
  }

  /**
   * Adds a control period.
   *
   * @param seen what the policy saw
   * @param action what it chose
   */
  @API(status = API.Status.INTERNAL)
  public void add(float[] seen, Action action) {
    moments.add(new Moment(this, seen, action));
  }

  /** Control periods of the run so far. */
  public long envSteps() {
    return envSteps;
  }

  /** The episode's seed. */
  public long seed() {
    return seed;
  }

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onTrace(this);
  }

  /** The control periods, in their order. */
  public List<Moment> moments() {
    return List.copyOf(moments);
  }
}
