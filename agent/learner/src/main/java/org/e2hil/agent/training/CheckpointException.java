package org.e2hil.agent.training;

import org.apiguardian.api.API;

/** A checkpoint that cannot be written or read; its message says which and why, in one sentence. */
@API(status = API.Status.EXPERIMENTAL)
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a technical cause. */
  public CheckpointException(String message) {
    super(message);
  }

  /** With its technical cause. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
