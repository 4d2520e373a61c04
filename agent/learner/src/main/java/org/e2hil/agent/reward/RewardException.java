package org.e2hil.agent.reward;

import org.apiguardian.api.API;

/** A classifier cannot be trained, read or asked. The message is one sentence for a person. */
@API(status = API.Status.INTERNAL)
public final class RewardException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong and what to do. */
  public RewardException(String message) {
    super(message);
  }

  /** Says what is wrong and what to do, and what it came from. */
  public RewardException(String message, Throwable cause) {
    super(message, cause);
  }
}
