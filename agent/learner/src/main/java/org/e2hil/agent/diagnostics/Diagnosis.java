package org.e2hil.agent.diagnostics;

import org.apiguardian.api.API;

/** Something that was measured beside learning. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface Diagnosis
    permits EntropyChange,
        GripperEntropy,
        SelectionEffect,
        IncrementVariance,
        InfluenceTable,
        InfluenceMap,
        EpisodeTrace {

  /** Calls the listener's method for this kind of measurement. */
  void tell(DiagnosticsListener listener);
}
