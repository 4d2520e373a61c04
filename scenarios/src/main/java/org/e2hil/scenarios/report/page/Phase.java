package org.e2hil.scenarios.report.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.e2hil.scenarios.report.RecordedTable;

/** A moment of a training at which its policy or critics were looked at. */
enum Phase {
  EARLY("Early", 0),
  MIDDLE("Halfway", 0.5),
  LATE("Late", 1);

  private final String title;
  private final double share;

  Phase(String title, double share) {
    this.title = title;
    this.share = share;
  }

  /** Its name with the mean of the steps at which some runs were looked at. */
  String title(List<RecordedTable> runs) {
    double steps =
        runs.stream().mapToDouble(table -> of(table).number("env_steps", 0)).average().orElse(0);
    return String.format(Locale.ROOT, "%s, step %,.0f", title, steps);
  }

  /** The rows of the look of this phase: the first, the middle or the last that a run has. */
  RecordedTable of(RecordedTable looks) {
    double[] steps = Arrays.stream(looks.numbers("env_steps")).sorted().distinct().toArray();
    double wanted = steps[(int) (share * (steps.length - 1))];
    return looks.where("env_steps", wanted);
  }
}
