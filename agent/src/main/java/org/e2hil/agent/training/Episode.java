package org.e2hil.agent.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.experience.Transition;

/**
 * An episode as it is kept.
 *
 * @param transitions in their order, observations as measured
 * @param parameters what the world drew for it, see {@link
 *     org.e2hil.agent.env.Environment#episodeParameters()}
 */
public record Episode(List<Transition> transitions, Map<String, Double> parameters) {

  /** Copies both, and keeps their orders. */
  public Episode {
    transitions = List.copyOf(transitions);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** An episode of a world that drew nothing. */
  public Episode(List<Transition> transitions) {
    this(transitions, Map.of());
  }
}
