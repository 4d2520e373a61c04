package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;

/** One method for each kind of measurement; see {@link Diagnosis#tell}. */
@API(status = API.Status.EXPERIMENTAL)
public interface DiagnosticsListener {

  /** An update's effect on the entropy was measured. */
  default void onEntropyChange(EntropyChange change) {}

  /** The gripper critic's softmax was measured, with every {@link EntropyChange}. */
  default void onGripperEntropy(GripperEntropy gripper) {}

  /** The selection's effect on an update was measured. */
  default void onSelectionEffect(SelectionEffect effect) {}

  /** The chance in the entropy's increment was measured, with every {@link SelectionEffect}. */
  default void onIncrementVariance(IncrementVariance variance) {}

  /** A group's influence was summed up, for the batch and each source in it. */
  default void onInfluenceTable(InfluenceTable table) {}

  /** A batch's influences were recorded. */
  default void onInfluence(InfluenceMap influence) {}

  /** An evaluated episode was recorded; its {@code onEvaluation} is still to come. */
  default void onTrace(EpisodeTrace trace) {}
}
