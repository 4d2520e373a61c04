package org.e2hil.scenarios.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses numbers of options that are out of range, with the option and what is allowed. */
final class Counts {

  private Counts() {}

  /** How many of something there shall be: at least one. */
  static void requirePositive(CommandSpec spec, String option, int count) {
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 1, but is " + count);
    }
  }

  /** How many of something there shall be: at least one, and no more than can be. */
  static void requireUpTo(CommandSpec spec, String option, int count, int most) {
    requirePositive(spec, option, count);
    if (count > most) {
      throw new ParameterException(
          spec.commandLine(), "%s must be at most %,d, but is %,d".formatted(option, most, count));
    }
  }

  /** A share of a whole, such as of an action's full scale. */
  static void requireShare(CommandSpec spec, String option, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new ParameterException(
          spec.commandLine(), option + " must lie in [0, 1], but is " + share);
    }
  }

  /** A time to measure for, in seconds, up to an hour. */
  static void requireSeconds(CommandSpec spec, String option, double seconds) {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new ParameterException(
          spec.commandLine(), option + " must lie in (0, 3600] seconds, but is " + seconds);
    }
  }
}
