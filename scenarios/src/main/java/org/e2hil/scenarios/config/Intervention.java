package org.e2hil.scenarios.config;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.intervention.TriggerConfig;
import org.e2hil.hardware.teleop.TeleoperationConfig;

/**
 * When a hand takes over: a person's with a device, or a script's.
 *
 * @param teleoperation with what a person takes over; nobody does where empty
 * @param triggers reasons for the script to take over; none means never
 * @param budget what the script may spend; the default where it never takes over
 * @param hand how the script's hand behaves, likewise
 */
public record Intervention(
    Optional<TeleoperationConfig> teleoperation,
    List<TriggerConfig> triggers,
    InterventionConfig.Budget budget,
    InterventionConfig.Hand hand) {

  /** Copies the triggers, and refuses two hands at once and what none of them would obey. */
  public Intervention {
    triggers = List.copyOf(triggers);
    if (teleoperation.isPresent() && !triggers.isEmpty()) {
      throw new IllegalArgumentException(
          "triggers must be empty where teleoperation says that a person takes over");
    }
    if (triggers.isEmpty()) {
      requireDefault("budget", budget, InterventionConfig.Budget.defaults(), teleoperation);
      requireDefault("hand", hand, InterventionConfig.Hand.defaults(), teleoperation);
    }
  }

  private static void requireDefault(
      String field, Record given, Record unused, Optional<TeleoperationConfig> teleoperation) {
    if (!given.equals(unused)) {
      throw new IllegalArgumentException(
          "%s has no effect where %s; leave it out, or set it to default"
              .formatted(
                  field,
                  teleoperation.isPresent() ? "a person takes over" : "there are no triggers"));
    }
  }

  /** Nobody ever takes over. */
  public static Intervention never() {
    InterventionConfig never = InterventionConfig.never();
    return new Intervention(Optional.empty(), never.triggers(), never.budget(), never.hand());
  }

  /** The script's part. */
  public InterventionConfig scripted() {
    return new InterventionConfig(triggers, budget, hand);
  }
}
