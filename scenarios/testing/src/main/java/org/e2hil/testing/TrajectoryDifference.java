package org.e2hil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Where a trajectory leaves an accepted one. */
final class TrajectoryDifference {

  private static final int FIELDS_LISTED = 5;

  /** One number that differs. */
  private record Deviation(int step, String field, double is, double was) {

    /** Infinite where one of them is no number. */
    double size() {
      double size = Math.abs(is - was);
      return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
    }

    String text() {
      return "step %d, %s: %s instead of %s".formatted(step, field, is, was);
    }
  }

  private final List<String> remarks = new ArrayList<>();
  private final List<Deviation> deviations = new ArrayList<>();
  private final double tolerance;

  private TrajectoryDifference(double tolerance) {
    this.tolerance = tolerance;
  }

  /** Empty if all numbers lie within the tolerance. */
  static Optional<TrajectoryDifference> of(Trajectory is, Trajectory was, double tolerance) {
    TrajectoryDifference difference = new TrajectoryDifference(tolerance);
    difference.compare(is, was);
    return difference.remarks.isEmpty() && difference.deviations.isEmpty()
        ? Optional.empty()
        : Optional.of(difference);
  }

  private void compare(Trajectory is, Trajectory was) {
    if (!is.fields().equals(was.fields())) {
      remarks.add("Its fields are %s instead of %s.".formatted(is.fields(), was.fields()));
      return;
    }
    if (is.steps() != was.steps() || !is.end().equals(was.end())) {
      remarks.add(
          "It has %d steps and %s, instead of %d steps and %s."
              .formatted(is.steps(), end(is), was.steps(), end(was)));
    }
    for (int step = 0; step <= Math.min(is.steps(), was.steps()); step++) {
      for (int field = 0; field < is.fields().size(); field++) {
        double now = is.value(step, field);
        double then = was.value(step, field);
        boolean none = Double.isNaN(now) && Double.isNaN(then);
        // also where one of them is NaN
        if (!none && !(Math.abs(now - then) <= tolerance)) {
          deviations.add(new Deviation(step, is.fields().get(field), now, then));
        }
      }
    }
  }

  private static String end(Trajectory trajectory) {
    return trajectory.end().isEmpty() ? "goes on" : "ends in " + trajectory.end();
  }

  /** For a person: where it began, how far it went, and what differs. */
  String describe(String name) {
    List<String> lines = new ArrayList<>();
    lines.add("The trajectory is not the golden " + name + ".");
    lines.addAll(remarks);
    if (!deviations.isEmpty()) {
      Deviation first = deviations.get(0);
      lines.add("It leaves it first at " + text(first));
      Deviation largest = first;
      TreeSet<String> fields = new TreeSet<>();
      for (Deviation deviation : deviations) {
        largest = deviation.size() > largest.size() ? deviation : largest;
        fields.add(deviation.field());
      }
      lines.add("and by most at " + text(largest));
      lines.add(
          "%d numbers differ by more than %s, of %d fields: %s."
              .formatted(deviations.size(), tolerance, fields.size(), listed(fields)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String text(Deviation deviation) {
    return Double.isInfinite(deviation.size())
        ? deviation.text()
        : String.format(Locale.ROOT, "%s, by %.3g", deviation.text(), deviation.size());
  }

  private static String listed(TreeSet<String> fields) {
    String first = String.join(", ", fields.stream().limit(FIELDS_LISTED).toList());
    return fields.size() > FIELDS_LISTED ? first + " and others" : first;
  }
}
