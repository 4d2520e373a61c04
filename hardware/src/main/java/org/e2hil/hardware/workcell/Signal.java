package org.e2hil.hardware.workcell;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;

/** What a person says of the running episode, by a key or a button. */
@API(status = API.Status.EXPERIMENTAL)
public enum Signal {
  /** The task is done. */
  SUCCESS("success"),
  /** The task is lost, or must not go on like this. */
  FAILURE("failure"),
  /** What was recorded shall not count. */
  RERECORD("once more"),
  /** Stop at once. */
  EMERGENCY_STOP("emergency stop"),
  /** Said by the device itself: the person's hand is gone. */
  DEVICE_LOST("device lost");

  private final String words;

  Signal(String words) {
    this.words = words;
  }

  /** Its name for a person. */
  public String words() {
    return words;
  }

  /** How the episode ends by it. */
  public EpisodeEnd episodeEnd() {
    return switch (this) {
      case SUCCESS -> EpisodeEnd.success();
      case FAILURE -> EpisodeEnd.failure("the operator saw it fail");
      case RERECORD -> EpisodeEnd.voided("the operator asked for another try");
      case EMERGENCY_STOP -> EpisodeEnd.fault("the operator stopped it");
      case DEVICE_LOST -> EpisodeEnd.fault("the operator's device was lost");
    };
  }
}
