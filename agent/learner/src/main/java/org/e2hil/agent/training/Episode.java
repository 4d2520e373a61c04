package org.e2hil.agent.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.RecordedStep;

/**
 * An episode as it is kept.
 *
 * @param steps in their order, each beginning with the very measurement that the one before led to
 * @param parameters what the world drew for it, see {@link
 *     org.e2hil.agent.env.Environment#episodeParameters()}
 * @param origin what its numbers mean; empty where nobody said, as in files of earlier versions
 * @param resetSeed the seed that the world was reset with; empty where nobody said
 */
@API(status = API.Status.INTERNAL)
public record Episode(
    List<RecordedStep> steps,
    Map<String, Double> parameters,
    Optional<Origin> origin,
    OptionalLong resetSeed) {

  /** Copies both, and keeps their orders. */
  public Episode {
    steps = List.copyOf(steps);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).measurement() != steps.get(i - 1).next()) {
        throw new IllegalArgumentException(
            "step %d of an episode must begin with the measurement that step %d led to"
                .formatted(i, i - 1));
      }
    }
  }

  /** An episode of which nobody says what its numbers mean. */
  public Episode(List<RecordedStep> steps, Map<String, Double> parameters) {
    this(steps, parameters, Optional.empty(), OptionalLong.empty());
  }

  /** The same episode with what its numbers mean. */
  public Episode from(Origin known) {
    return new Episode(steps, parameters, Optional.of(known), resetSeed);
  }

  /** The same episode with the seed that the world was reset with. */
  public Episode resetWith(long seed) {
    return new Episode(steps, parameters, origin, OptionalLong.of(seed));
  }

  /** An episode of a world that drew nothing. */
  public Episode(List<RecordedStep> steps) {
    this(steps, Map.of());
  }
}
