package org.e2hil.scenarios.cli;

/** Spans of time as a person says them. */
final class Durations {

  private Durations() {}

  /** Such as {@code 7 s}, {@code 3 min 5 s} or {@code 2 h 10 min}. */
  static String say(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    } else if (s < 3600) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
