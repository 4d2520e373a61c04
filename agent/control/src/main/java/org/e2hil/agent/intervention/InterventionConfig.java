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
   * The hand that takes over: the expert's, late, trembling, slow and beside the mark. By default
   * it is as fast and as sure as the expert.
   *
   * @param reactionSteps control periods between the reason and the first action
   * @param noise standard deviation on each continuous number, drawn in each control period, as a
   *     share of full scale
   * @param minimumSteps shortest takeover
   * @param maximumSteps longest takeover, at most 10,000; each one's length is drawn between the
   *     two
   * @param bias standard deviation of an offset on each continuous number, drawn once a takeover
   *     and once a demonstration, as a share of full scale
   * @param speed share of the expert's speed, in (0, 1]; the gripper moves as fast as the expert's
   * @param missShare share of the takeovers and demonstrations that go to a place beside the right
   *     one
   */
  public record Hand(
      int reactionSteps,
      double noise,
      int minimumSteps,
      int maximumSteps,
      double bias,
      double speed,
      double missShare) {

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
      if (!(bias >= 0 && bias <= 1)) {
        throw new IllegalArgumentException("bias must lie in [0, 1], but is " + bias);
      }
      if (!(speed > 0 && speed <= 1)) {
        throw new IllegalArgumentException("speed must lie in (0, 1], but is " + speed);
      }
      if (!(missShare >= 0 && missShare <= 1)) {
        throw new IllegalArgumentException("missShare must lie in [0, 1], but is " + missShare);
      }
    }

    /** A hand that is as fast and as sure as the expert. */
    public Hand(int reactionSteps, double noise, int minimumSteps, int maximumSteps) {
      this(reactionSteps, noise, minimumSteps, maximumSteps, 0, 1, 0);
    }

    /** The same hand with another noise. */
    public Hand withNoise(double changed) {
      return new Hand(reactionSteps, changed, minimumSteps, maximumSteps, bias, speed, missShare);
    }

    /** Two periods of reaction, a little noise, half a second to four seconds at 10 Hz. */
    public static Hand defaults() {
      return new Hand(2, 0.1, 5, 40);
    }
  }
}
