package org.e2hil.agent.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.experience.Transition;

/** Episodes whose numbers tell where they come from. */
final class Transitions {

  private Transitions() {}

  /** An episode of {@code steps} steps: an observation is {@code [episode, step]}. */
  static Episode episode(int episode, int steps) {
    List<Transition> transitions = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      Action action = Action.of(0.1, 0.2, 0.3, 0, step / 100.0, episode / 100.0, step % 3 - 1);
      transitions.add(
          new Transition(
              new float[] {episode, step},
              new float[] {episode, step + 1},
              action,
              Action.hold(),
              action.withGripper(0),
              Source.values()[step % 3],
              step,
              step + 1 < steps ? Ending.none() : Ending.failure("dropped after " + steps)));
    }
    return new Episode(transitions, Map.of("mass_factor", (double) episode));
  }
}
