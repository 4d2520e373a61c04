package org.e2hil.scenarios.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scalars that TensorBoard shows, taken from the rows of {@code metrics.csv} alone, so that the
 * two can never disagree.
 */
final class TensorBoardScalars {

  private final List<String> learned;

  /**
   * Scalars with those of the learner.
   *
   * @param learned the learner's columns
   */
  TensorBoardScalars(List<String> learned) {
    this.learned = List.copyOf(learned);
  }

  /** Those of a row; cells without a number are NaN. */
  Map<String, Double> of(CsvFile.Row row) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    switch (row.text(RunRecorder.EVENT)) {
      case RunRecorder.EPISODE -> {
        for (String column : List.of("reward", "steps", "intervention_steps")) {
          scalars.put("episode/" + column, row.number(column));
        }
        scalars.put("episode/success_unaided", unaided(row));
      }
      case RunRecorder.INTERVAL -> {
        learned.forEach(column -> scalars.put("learner/" + column, row.number(column)));
        scalars.put("intervention/rate", row.number("intervention_rate"));
      }
      case RunRecorder.EVALUATION -> {
        String mode = row.text("mode");
        scalars.put("evaluation/success_" + mode, row.number("successes") / row.number("episodes"));
        scalars.put(
            "evaluation/steps_" + mode,
            row.number("episodes") > 0 ? row.number("mean_steps") : Double.NaN);
      }
      default -> throw new IllegalArgumentException("there is no event " + row.text("event"));
    }
    return scalars;
  }

  private static double unaided(CsvFile.Row row) {
    if (!RecordedTable.isJudged(row.text("episode_end"))) {
      return Double.NaN;
    }
    return row.text("success_unaided").equals("true") ? 1 : 0;
  }
}
