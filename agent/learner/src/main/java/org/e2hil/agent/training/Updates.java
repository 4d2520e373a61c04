package org.e2hil.agent.training;

import java.util.OptionalDouble;

/**
 * Counts the learner steps that are owed for the control periods so far, within bounds. Any thread.
 */
final class Updates {

  private final int perPeriod;
  private final int maximumLag;
  private final int maximumLead;
  private final boolean forgives;
  private long periods;
  private long done;
  private long forgiven;
  private long largestLag;
  private long largestLead;

  /**
   * @param forgives whether what is owed beyond the bound is forgiven, because nobody can wait
   */
  Updates(int perPeriod, LearningConfig config, boolean forgives) {
    this.perPeriod = perPeriod;
    maximumLag = config.maximumLag();
    maximumLead = config.maximumLead();
    this.forgives = forgives;
  }

  /** One more control period has been experienced, from which there is enough to learn. */
  synchronized void period() {
    periods++;
    long lag = lag();
    largestLag = Math.max(largestLag, lag);
    if (forgives && lag > maximumLag) {
      forgiven += lag - maximumLag;
    }
  }

  /** One more learner step is done. */
  synchronized void done() {
    done++;
    largestLead = Math.max(largestLead, -lag());
  }

  /** Learner steps that are owed; below 0 where the learner is ahead. */
  synchronized long lag() {
    return periods * perPeriod - done - forgiven;
  }

  /**
   * Whether the actor must wait before it goes on.
   *
   * @param waiting control periods that were experienced but not counted yet
   */
  synchronized boolean mustWait(int waiting) {
    return !forgives && lag() + (long) waiting * perPeriod > maximumLag;
  }

  /** Whether one more may be done now. */
  synchronized boolean mayUpdate() {
    return periods > 0 && lag() > -maximumLead;
  }

  /** The same numbers with the periods' durations. */
  synchronized Pace pace(ControlPeriods durations) {
    return pace(durations, periods, done, largestLag, largestLead, forgiven);
  }

  static Pace pace(
      ControlPeriods durations,
      long periods,
      long updates,
      long maximumLag,
      long maximumLead,
      long forgiven) {
    return new Pace(
        durations.count(),
        durations.quantileMs(0.5),
        durations.quantileMs(0.99),
        durations.quantileMs(1),
        periods == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) updates / periods),
        maximumLag,
        maximumLead,
        forgiven);
  }
}
