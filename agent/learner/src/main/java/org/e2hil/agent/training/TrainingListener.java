package org.e2hil.agent.training;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.sac.Policy;

/**
 * Hears of everything that a training run does, on one thread at a time, in order. A listener that
 * throws ends the run: what cannot be recorded must not go on in silence.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface TrainingListener {

  /** One more control period is done; called often, so be quick. */
  default void onStep(long envSteps) {}

  /** A demonstration was recorded or loaded, before training. */
  default void onDemonstration(int done, int wanted, int steps) {}

  /** An episode ended; {@code steps} hold what was measured. */
  default void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {}

  /** A logging interval ended. */
  default void onInterval(IntervalRecord interval) {}

  /** Something was measured; what was seen of an evaluation comes before it. */
  default void onDiagnosis(Diagnosis diagnosis) {}

  /** An episode of an evaluation ended; its {@link #onEvaluation} is still to come. */
  default void onEvaluatedEpisode(EvaluatedEpisode episode) {}

  /** The policy was evaluated. */
  default void onEvaluation(EvaluationRecord evaluation) {}

  /** The policy of the checkpoint that has just been written. */
  default void onPolicy(Policy policy) {}

  /** A checkpoint was written. */
  default void onCheckpoint(long envSteps) {}

  /** Training is over, or was stopped: how punctual it was. */
  default void onPace(Pace pace) {}
}
