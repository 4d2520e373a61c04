package org.e2hil.agent.diagnostics;

/** Hears of every measurement, on the trainer's thread, in order. */
public interface DiagnosticsListener {

  /** An update's effect on the entropy was measured. */
  default void onEntropyChange(EntropyChange change) {}

  /** A batch's influences were recorded. */
  default void onInfluence(InfluenceMap influence) {}

  /** An examined episode was recorded; its {@code onEvaluation} is still to come. */
  default void onTrace(EpisodeTrace trace) {}
}
