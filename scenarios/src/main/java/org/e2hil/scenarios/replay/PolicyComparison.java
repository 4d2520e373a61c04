package org.e2hil.scenarios.replay;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.scenarios.experiment.TrainedPolicy;

/**
 * What a policy would do, mean actions, where something else was done: its proposals beside what
 * was applied, in the world of a replay. Used by one thread; does not own the policy.
 */
@API(status = API.Status.INTERNAL)
public final class PolicyComparison {

  private final TrainedPolicy policy;

  /** A policy in a replay. */
  public PolicyComparison(TrainedPolicy policy) {
    this.policy = policy;
  }

  /**
   * How far a policy's proposals are from what was done, over an episode.
   *
   * @param steps control periods
   * @param end of the recording
   * @param meanM mean distance of the motions, m
   * @param worstM largest distance of the motions, m
   * @param worstStep where that is, from 0
   * @param meanRad mean distance of the turns, rad
   * @param sameGripper share of the control periods in which both did the same with the gripper
   */
  public record Outcome(
      int steps,
      EpisodeEnd end,
      double meanM,
      double worstM,
      int worstStep,
      double meanRad,
      double sameGripper) {}

  /**
   * Compares over an episode.
   *
   * @param index its number in the dataset
   * @param stop asked between two control periods
   * @return empty if it was stopped
   */
  public Optional<Outcome> compare(int index, BooleanSupplier stop) {
    Environment world = policy.environment();
    ActionScale scale = world.spec().actionScale();
    Observation seen = world.reset(index);
    double sumM = 0;
    double sumRad = 0;
    double worst = -1;
    int worstStep = 0;
    int same = 0;
    int steps = 0;
    EpisodeEnd end = EpisodeEnd.none();
    while (!end.isEnd()) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      Action proposed = policy.act(seen);
      StepResult result = world.step(proposed);
      Action applied = result.applied();
      double off = scale.translationM() * distance(proposed, applied, 0);
      if (off > worst) {
        worst = off;
        worstStep = steps;
      }
      sumM += off;
      sumRad += scale.rotationRad() * distance(proposed, applied, 3);
      same += gripper(proposed) == gripper(applied) ? 1 : 0;
      seen = result.observation();
      end = result.episodeEnd();
      steps++;
    }
    return Optional.of(
        new Outcome(
            steps, end, sumM / steps, worst, worstStep, sumRad / steps, (double) same / steps));
  }

  private static double distance(Action one, Action other, int from) {
    double squared = 0;
    for (int i = from; i < from + 3; i++) {
      double off = one.value(i) - other.value(i);
      squared += off * off;
    }
    return Math.sqrt(squared);
  }

  /** −1 closes, 0 stays, 1 opens. */
  private static long gripper(Action action) {
    return Math.round(action.value(Action.GRIPPER));
  }
}
