package org.e2hil.agent.intervention;

import org.apiguardian.api.API;

/** One reason for a scripted hand to take over. Several in a list: the first that fires wins. */
@API(status = API.Status.MAINTAINED)
public sealed interface TriggerConfig {

  /**
   * By chance, with a probability that decays over the run: the practice of HIL-SERL, to let the
   * policy explore for a while, then to correct it briefly, and to taper later.
   *
   * @param afterSteps control periods of an episode that the policy has for itself
   * @param startProbability of a takeover in each later control period, when the run begins
   * @param endProbability the same once the decay is over
   * @param decaySteps control periods of the run over which it falls, in a straight line
   */
  record Scheduled(int afterSteps, double startProbability, double endProbability, int decaySteps)
      implements TriggerConfig {

    /** Checks the ranges. */
    public Scheduled {
      notNegative("afterSteps", afterSteps);
      probability("startProbability", startProbability);
      probability("endProbability", endProbability);
      notNegative("decaySteps", decaySteps);
    }
  }

  /**
   * The hand begins the episode, so that the policy starts from where the hand has come to: the
   * roll-in of jump-start reinforcement learning (Uchendu et al., 2023). How far it comes is the
   * hand's number of control periods; its reaction time passes first.
   *
   * @param startProbability of an episode that the hand begins, when the run begins
   * @param endProbability the same once the decay is over
   * @param decaySteps control periods of the run over which it falls, in a straight line
   */
  record RollIn(double startProbability, double endProbability, int decaySteps)
      implements TriggerConfig {

    /** Checks the ranges. */
    public RollIn {
      probability("startProbability", startProbability);
      probability("endProbability", endProbability);
      notNegative("decaySteps", decaySteps);
    }
  }

  /**
   * The task has come no further for a while, by the expert's own reckoning.
   *
   * @param steps control periods that are looked back
   * @param minimumProgress by which the best progress must have grown in that time, in (0, 1]
   */
  record Stuck(int steps, double minimumProgress) implements TriggerConfig {

    /** Checks the ranges. */
    public Stuck {
      positive("steps", steps);
      if (!(minimumProgress > 0 && minimumProgress <= 1)) {
        throw new IllegalArgumentException(
            "minimumProgress must lie in (0, 1], but is " + minimumProgress);
      }
    }
  }

  /**
   * The policy goes another way than the expert would.
   *
   * @param threshold largest difference of one continuous action number, in [0, 2]
   * @param steps control periods in a row that the difference must last
   */
  record Deviation(double threshold, int steps) implements TriggerConfig {

    /** Checks the ranges. */
    public Deviation {
      if (!(threshold >= 0 && threshold <= 2)) {
        throw new IllegalArgumentException("threshold must lie in [0, 2], but is " + threshold);
      }
      positive("steps", steps);
    }
  }

  /**
   * The episode has fallen behind the expert's own pace since the policy had it last, as a person
   * sees who knows how long the task takes. With it the interventions fall as the policy learns,
   * and nobody has to plan how fast.
   *
   * @param patience how many times the control periods that the expert needs are the policy's, at
   *     least 1
   * @param slackSteps control periods on top
   * @param startAttention probability that the hand notices, in each control period in which the
   *     episode is behind, when the run begins
   * @param endAttention the same once the hand has tired
   * @param tiringSteps control periods of the run over which it tires, in a straight line
   */
  record Behind(
      double patience, int slackSteps, double startAttention, double endAttention, int tiringSteps)
      implements TriggerConfig {

    /** Checks the ranges. */
    public Behind {
      if (!(patience >= 1 && Double.isFinite(patience))) {
        throw new IllegalArgumentException("patience must be at least 1, but is " + patience);
      }
      notNegative("slackSteps", slackSteps);
      probability("startAttention", startAttention);
      probability("endAttention", endAttention);
      notNegative("tiringSteps", tiringSteps);
    }

    /** Half as long again as the expert and a second at 10 Hz; never tired. */
    public static Behind defaults() {
      return new Behind(1.5, 10, 1, 1, 0);
    }
  }

  /**
   * The critics' value of what the policy is about to do has not risen for a while: UniIntervene
   * (arXiv 2606.12372). Needs no expert's reckoning, but critics that know something: it is silent
   * before the first learner step and where {@code valueWeight} is 0.
   *
   * @param steps control periods that are looked back, at most 10,000
   * @param minimumRise by which the value must have risen in that time; a success is worth 1
   */
  record ValueStagnation(int steps, double minimumRise) implements TriggerConfig {

    private static final int MOST_STEPS = 10_000;

    /** Checks the ranges. */
    public ValueStagnation {
      positive("steps", steps);
      if (steps > MOST_STEPS) {
        throw new IllegalArgumentException(
            "steps must be at most " + MOST_STEPS + ", but is " + steps);
      }
      if (!(minimumRise >= 0 && Double.isFinite(minimumRise))) {
        throw new IllegalArgumentException(
            "minimumRise must be a number of at least 0, but is " + minimumRise);
      }
    }
  }

  /**
   * A trigger of another jar, which lists its record ({@link org.e2hil.agent.system.Variants}). In
   * JSON its {@code type} is the record's own name, {@code EveryNth} as {@code every-nth}.
   */
  non-sealed interface Custom extends TriggerConfig {

    /** The trigger with these settings; {@code expert} is asked for advice and progress. */
    Trigger trigger(PacedExpert expert);
  }

  private static void positive(String field, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be at least 1, but is " + value);
    }
  }

  private static void notNegative(String field, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must not be negative, but is " + value);
    }
  }

  private static void probability(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must lie in [0, 1], but is " + value);
    }
  }
}
