package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;

/**
 * What is measured beside learning, and how often. The run is the same bit for bit whatever is
 * chosen; what costs next to nothing is in the learner's metrics of every step instead.
 *
 * @param entropyEverySteps learner steps between two measurements of how an update moved the
 *     entropy; 0 for none
 * @param selectionEverySteps learner steps between two measurements of what the selection does to
 *     the actor's gradient; 0 for none
 * @param influenceEverySteps learner steps between two batches whose states are recorded one by one
 *     with their influence; 0 for none
 * @param traceEpisodes episodes of each evaluation with sampled actions along which policy and
 *     critics are recorded; 0 for none
 */
@API(status = API.Status.EXPERIMENTAL)
public record DiagnosticsConfig(
    int entropyEverySteps, int selectionEverySteps, int influenceEverySteps, int traceEpisodes) {

  /** Measures nothing. */
  public static final DiagnosticsConfig OFF = new DiagnosticsConfig(0, 0, 0, 0);

  public DiagnosticsConfig {
    requireNotNegative("entropyEverySteps", entropyEverySteps);
    requireNotNegative("selectionEverySteps", selectionEverySteps);
    requireNotNegative("influenceEverySteps", influenceEverySteps);
    requireNotNegative("traceEpisodes", traceEpisodes);
  }

  /** Entropy and selection every 100 learner steps, a batch every 1,000, three episodes. */
  public static DiagnosticsConfig defaults() {
    return new DiagnosticsConfig(100, 100, 1000, 3);
  }

  private static void requireNotNegative(String field, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must be 0, for never, or more, but is " + value);
    }
  }
}
