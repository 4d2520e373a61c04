package org.e2hil.hardware.checkup;

import org.apiguardian.api.API;

/**
 * What one step of a checkup found.
 *
 * @param state whether it is as it should be
 * @param what was looked at, in a few words
 * @param found a sentence for a person, which says how to mend what is amiss
 */
@API(status = API.Status.EXPERIMENTAL)
public record Finding(State state, String what, String found) {

  /** How good it is. */
  public enum State {
    /** As it should be. */
    GOOD,
    /** It would work, but not well. */
    LIMITED,
    /** The robot cannot be used like this. */
    MISSING
  }

  /** All is well. */
  public static Finding good(String what, String found) {
    return new Finding(State.GOOD, what, found);
  }

  /** It would do. */
  public static Finding limited(String what, String found) {
    return new Finding(State.LIMITED, what, found);
  }

  /** It will not do. */
  public static Finding missing(String what, String found) {
    return new Finding(State.MISSING, what, found);
  }
}
