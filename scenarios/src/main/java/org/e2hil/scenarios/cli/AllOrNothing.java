package org.e2hil.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.e2hil.scenarios.config.Scenario;

/**
 * Scenarios that are read and checked before any of them runs, so that a mistake in the last one
 * costs nothing.
 */
final class AllOrNothing {

  private AllOrNothing() {}

  /**
   * Reads each scenario, in their order.
   *
   * @param names as they were given on the command line
   * @param reading reads and checks one of them
   * @throws IllegalArgumentException if any cannot be read, with a line for each mistake
   */
  static List<Scenario> read(List<String> names, Function<String, Scenario> reading) {
    List<Scenario> read = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      try {
        read.add(reading.apply(name));
      } catch (RuntimeException e) {
        ErrorText.of(e)
            .lines()
            .map(line -> line.startsWith(name) ? line : name + ": " + line)
            .forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return read;
  }
}
