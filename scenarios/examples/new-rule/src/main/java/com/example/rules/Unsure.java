package com.example.rules;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.e2hil.agent.intervention.InterventionProvider.Moment;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.intervention.Trigger;
import org.e2hil.agent.intervention.TriggerConfig;

/**
 * A trigger: the hand takes over where the policy's actions are spread wider than this.
 *
 * @param nats highest entropy of the policy that nobody minds
 */
public record Unsure(double nats) implements TriggerConfig.Custom {

  @Override
  public Trigger trigger(PacedExpert expert) {
    return new Trigger() {
      @Override
      public void beginEpisode(RandomGenerator random) {}

      @Override
      public Optional<String> watch(Moment moment) {
        double entropy = moment.policyEntropy().getAsDouble();
        return entropy > nats ? Optional.of("the policy is unsure") : Optional.empty();
      }
    };
  }
}
