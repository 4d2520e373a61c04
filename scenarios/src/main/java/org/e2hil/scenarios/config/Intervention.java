package org.e2hil.scenarios.config;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.intervention.ClumsyExpert;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.intervention.TriggerConfig;
import org.e2hil.hardware.teleop.TeleoperationConfig;

/**
 * When a hand takes over: a person's with a device, or a script's.
 *
 * @param teleoperation with what a person takes over; nobody does where empty
 * @param triggers reasons for the script to take over; none means never
 * @param budget what the script may spend; the default where it never takes over
 * @param hand how the script's hand behaves where it takes over, and how fast and how sure it is
 *     where it demonstrates
 */
@API(status = API.Status.EXPERIMENTAL)
public record Intervention(
    Optional<TeleoperationConfig> teleoperation,
    List<TriggerConfig> triggers,
    InterventionConfig.Budget budget,
    InterventionConfig.Hand hand) {

  /** Copies the triggers, and refuses two hands at once and a budget that nobody keeps. */
  public Intervention {
    triggers = List.copyOf(triggers);
    if (teleoperation.isPresent() && !triggers.isEmpty()) {
      throw new IllegalArgumentException(
          "triggers must be empty where teleoperation says that a person takes over");
    }
    if (triggers.isEmpty() && !budget.equals(InterventionConfig.Budget.defaults())) {
      throw new IllegalArgumentException(
          "budget must be left out, or set to default, where %s: nobody would keep it"
              .formatted(
                  teleoperation.isPresent() ? "a person takes over" : "there are no triggers"));
    }
  }

  /** Nobody ever takes over. */
  public static Intervention never() {
    InterventionConfig never = InterventionConfig.never();
    return new Intervention(Optional.empty(), never.triggers(), never.budget(), never.hand());
  }

  /** The expert with the script's hand. */
  public Expert handOf(Expert script) {
    return new ClumsyExpert(script, hand);
  }

  /** The script's part. */
  public InterventionConfig scripted() {
    return new InterventionConfig(triggers, budget, hand);
  }
}
