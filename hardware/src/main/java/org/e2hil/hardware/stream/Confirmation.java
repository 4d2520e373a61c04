package org.e2hil.hardware.stream;

import org.apiguardian.api.API;

/** Somebody who can see the arm and says yes or no. */
@API(status = API.Status.EXPERIMENTAL)
@FunctionalInterface
public interface Confirmation {

  /** Asks, and waits for the answer. */
  boolean confirmed(String question);

  /** Nobody is there: the answer is always no. */
  static Confirmation nobody() {
    return question -> false;
  }
}
