package org.e2hil.scenarios.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Made-up success rates of two methods, x and y, with ten seeds on three tasks. What the tests
 * expect of them was computed in Python from the same file:
 *
 * <pre>
 * raw = np.genfromtxt("scores.csv", delimiter=",", names=True)
 * x, y = (raw[m].reshape(3, 10).T for m in "xy")   # [run, task], as rliable has it
 * </pre>
 */
final class TwoMethods {

  private TwoMethods() {}

  static Scores x() {
    return read(2);
  }

  static Scores y() {
    return read(3);
  }

  private static Scores read(int column) {
    double[][] scores = new double[3][10];
    for (String line : lines()) {
      String[] cells = line.split(",");
      scores[Integer.parseInt(cells[0])][Integer.parseInt(cells[1])] =
          Double.parseDouble(cells[column]);
    }
    return Scores.of(scores);
  }

  private static List<String> lines() {
    try (var file = TwoMethods.class.getResourceAsStream("/statistics/scores.csv")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n")).skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One task of them. */
  static Scores task(Scores scores, int task) {
    return Scores.of(scores.task(task));
  }
}
