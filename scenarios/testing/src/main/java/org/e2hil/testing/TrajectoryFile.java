package org.e2hil.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * A trajectory as a CSV file: a column a field, a row a step, and how it ended in a last row of one
 * cell.
 */
final class TrajectoryFile {

  private static final String END = "end: ";

  private TrajectoryFile() {}

  static void write(Path file, Trajectory trajectory) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", trajectory.fields()));
    for (int step = 0; step <= trajectory.steps(); step++) {
      lines.add(row(trajectory, step));
    }
    lines.add(END + trajectory.end());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new RecordingException(
          "cannot make the folder of %s: %s".formatted(file, RecordingException.reason(e)), e);
    }
    RunDirectory.write(file, String.join("\n", lines) + "\n");
  }

  private static String row(Trajectory trajectory, int step) {
    return IntStream.range(0, trajectory.fields().size())
        .mapToDouble(field -> trajectory.value(step, field))
        .mapToObj(TrajectoryFile::cell)
        .collect(Collectors.joining(","));
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /**
   * Reads one.
   *
   * @throws RecordingException if it cannot be read or is none
   */
  static Trajectory read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new RecordingException(
          "cannot read the golden %s: %s".formatted(file, RecordingException.reason(e)), e);
    }
    if (lines.size() < 3 || !lines.get(lines.size() - 1).startsWith(END)) {
      throw new RecordingException(file + " is no golden: its last line must say how it ended");
    }
    List<String> fields = List.of(lines.get(0).split(",", -1));
    List<double[]> steps = new ArrayList<>();
    for (int line = 1; line < lines.size() - 1; line++) {
      steps.add(numbers(file, line, lines.get(line).split(",", -1), fields.size()));
    }
    return new Trajectory(fields, steps, lines.get(lines.size() - 1).substring(END.length()));
  }

  private static double[] numbers(Path file, int line, String[] cells, int size) {
    double[] numbers = new double[size];
    try {
      for (int i = 0; i < size; i++) {
        numbers[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new RecordingException(
          "%s, line %d: there must be %d numbers".formatted(file, line + 1, size), e);
    }
    return numbers;
  }
}
