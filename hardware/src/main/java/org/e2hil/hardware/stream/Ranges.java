package org.e2hil.hardware.stream;

/** Checks of settings. */
final class Ranges {

  private Ranges() {}

  static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
