package org.e2hil.agent.intervention;

import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Scripted interventions: why, how much and with what hand.
 *
 * @param triggers reasons to take over; none means never
 * @param budget what may be spent
 * @param hand how the hand behaves
 */
@API(status = API.Status.EXPERIMENTAL)
public record InterventionConfig(List<TriggerConfig> triggers, Budget budget, Hand hand) {

  /** Copies the triggers. */
  public InterventionConfig {
    triggers = List.copyOf(triggers);
  }

  /** Never takes over. */
  public static InterventionConfig never() {
    return new InterventionConfig(List.of(), Budget.defaults(), Hand.defaults());
  }

  /**
   * What may be spent on interventions.
   *
   * @param stepsPerEpisode control periods of one episode; no limit where empty
   * @param stepsPerRun control periods of the whole run; no limit where empty
   */
  public record Budget(OptionalInt stepsPerEpisode, OptionalInt stepsPerRun) {

    /** Checks the ranges. */
    public Budget {
      if (stepsPerEpisode.orElse(0) < 0 || stepsPerRun.orElse(0) < 0) {
        throw new IllegalArgumentException(
            "stepsPerEpisode and stepsPerRun must not be negative; leave them out for no limit");
      }
    }

    /** No limit. */
    public static Budget defaults() {
      return new Budget(OptionalInt.empty(), OptionalInt.empty());
    }
  }

  /**
   * The hand that takes over: the expert's, slowed and blurred.
   *
   * @param reactionSteps control periods between the reason and the first action
   * @param noise standard deviation on each continuous number, as a share of full scale
   * @param minimumSteps shortest takeover
   * @param maximumSteps longest takeover, at most 10,000; each one's length is drawn between the
   *     two
   */
  public record Hand(int reactionSteps, double noise, int minimumSteps, int maximumSteps) {

    /** Far longer than any episode. */
    private static final int MOST_STEPS = 10_000;

    /** Checks the ranges. */
    public Hand {
      if (reactionSteps < 0) {
        throw new IllegalArgumentException(
            "reactionSteps must not be negative, but is " + reactionSteps);
      }
      if (!(noise >= 0 && noise <= 1)) {
        throw new IllegalArgumentException("noise must lie in [0, 1], but is " + noise);
      }
      if (minimumSteps < 1 || maximumSteps < minimumSteps) {
        throw new IllegalArgumentException(
            "minimumSteps must be at least 1 and at most maximumSteps, but they are "
                + minimumSteps
                + " and "
                + maximumSteps);
      }
      if (maximumSteps > MOST_STEPS) {
        throw new IllegalArgumentException(
            "maximumSteps must be at most " + MOST_STEPS + ", but is " + maximumSteps);
      }
    }

    /** Two periods of reaction, a little noise, half a second to four seconds at 10 Hz. */
    public static Hand defaults() {
      return new Hand(2, 0.1, 5, 40);
    }
  }
}
