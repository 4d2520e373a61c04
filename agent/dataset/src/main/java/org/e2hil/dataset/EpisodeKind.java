package org.e2hil.dataset;

import org.apiguardian.api.API;

/** What an episode was recorded for. */
@API(status = API.Status.INTERNAL)
public enum EpisodeKind {
  /** To be learned from before training begins. */
  DEMONSTRATION,
  /** Training itself, whatever acted in it. */
  TRAINING
}
