package com.example.rules;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.e2hil.agent.intervention.InterventionProvider.Moment;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.intervention.Trigger;
import org.e2hil.agent.intervention.TriggerConfig;

/**
 * A trigger: the hand takes over in every nth control period of an episode.
 *
 * @param n control periods from one takeover to the next
 */
public record EveryNth(int n) implements TriggerConfig.Custom {

  /** Checks the range. */
  public EveryNth {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, but is " + n);
    }
  }

  @Override
  public Trigger trigger(PacedExpert expert) {
    return new Trigger() {
      @Override
      public void beginEpisode(RandomGenerator random) {}

      @Override
      public Optional<String> watch(Moment moment) {
        boolean due = moment.episodeStep() % n == n - 1;
        return due ? Optional.of("control period " + moment.episodeStep()) : Optional.empty();
      }
    };
  }
}
