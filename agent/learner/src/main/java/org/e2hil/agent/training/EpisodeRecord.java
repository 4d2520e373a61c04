package org.e2hil.agent.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.intervention.InterventionSegment;

/**
 * One training episode.
 *
 * @param episode counted from 0
 * @param resetSeed the seed that the world was reset with
 * @param envSteps control periods of the run up to its end
 * @param learnerSteps of the run up to its end
 * @param steps control periods of the episode
 * @param reward sum over the episode
 * @param episodeEnd how it ended
 * @param segments where a hand had taken over
 * @param limits how often motions were edited
 * @param parameters what the world drew for it, by name
 */
@API(status = API.Status.EXPERIMENTAL)
public record EpisodeRecord(
    int episode,
    long resetSeed,
    long envSteps,
    long learnerSteps,
    int steps,
    double reward,
    EpisodeEnd episodeEnd,
    List<InterventionSegment> segments,
    LimitCounts limits,
    Map<String, Double> parameters) {

  /** Copies segments and parameters, and keeps their orders. */
  public EpisodeRecord {
    segments = List.copyOf(segments);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Control periods in which a hand acted. */
  public int interventionSteps() {
    return segments.stream().mapToInt(InterventionSegment::steps).sum();
  }

  /** True if the task was done, by whomever. */
  public boolean success() {
    return episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS;
  }

  /** True if the task was done and no hand had taken over. */
  public boolean unaidedSuccess() {
    return success() && segments.isEmpty();
  }

  /** True if the task was done with a hand in at most a fifth of the steps, as others count it. */
  public boolean mostlyUnaidedSuccess() {
    return success() && interventionSteps() <= 0.2 * steps;
  }
}
