package org.e2hil.dataset;

import org.apiguardian.api.API;

/** A dataset that cannot be read or written. The message is one sentence for a person. */
@API(status = API.Status.EXPERIMENTAL)
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public DatasetException(String message) {
    super(message);
  }

  /** Says what is wrong, and what it came from. */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
