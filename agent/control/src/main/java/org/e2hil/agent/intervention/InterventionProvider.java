package org.e2hil.agent.intervention;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Observation;

/**
 * A hand that may take over from the policy, scripted or human. Asked once a control period, before
 * the step, by the thread that drives the environment.
 */
@API(status = API.Status.MAINTAINED)
public interface InterventionProvider {

  /** A provider that never takes over. */
  InterventionProvider NEVER = (moment) -> Optional.empty();

  /**
   * Called at the start of every training episode.
   *
   * @param seed decides every random choice of the episode
   */
  default void beginEpisode(long seed) {}

  /**
   * Whether to act in place of the policy in this control period.
   *
   * @return the action and the reason, or empty to let the policy act
   */
  Optional<Takeover> consider(Moment moment);

  /** Steps taken over so far, for what a run may spend; restored after a resume. */
  default void restore(long interventionSteps) {}

  /** Writes what it has learned of the task, between two episodes. */
  default void save(DataOutput out) throws IOException {}

  /** Goes on with what {@link #save} wrote. */
  default void load(DataInput in) throws IOException {}

  /**
   * The moment that a provider judges.
   *
   * @param observation what is seen
   * @param proposed what the policy would do
   * @param episodeStep control periods since the reset
   * @param runStep control periods since the run began
   * @param policyEntropy the entropy of the policy's continuous actions here, in nats, summed over
   *     its dimensions; computed when it is asked for
   * @param criticValue what the critics expect from here on if the policy does its mean action: the
   *     least of their Q, as in the actor's loss; NaN before the first learner step and where
   *     nothing follows the critics ({@code valueWeight} 0). Computed when it is asked for, on the
   *     thread that asks; in real time the critics may be 100 learner steps old
   */
  record Moment(
      Observation observation,
      Action proposed,
      int episodeStep,
      long runStep,
      DoubleSupplier policyEntropy,
      DoubleSupplier criticValue) {

    /** A moment in which nothing is known of values. */
    public Moment(
        Observation observation,
        Action proposed,
        int episodeStep,
        long runStep,
        DoubleSupplier policyEntropy) {
      this(observation, proposed, episodeStep, runStep, policyEntropy, () -> Double.NaN);
    }
  }
}
