package org.e2hil.scenarios.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.scenarios.report.RecordedTable;

/**
 * One evaluation of a run, as its table tells.
 *
 * @param envSteps control periods of the training before it
 * @param mode how actions were chosen
 * @param episodes its rows, in their order, each episode once
 */
record Evaluated(long envSteps, ActionMode mode, RecordedTable episodes) {

  private static final String STEPS = "env_steps";
  private static final String END = "episode_end";

  /**
   * The last evaluation after no more than that many control periods: with mean actions at the end
   * of a training, with sampled ones along it.
   */
  static Optional<Evaluated> until(TrainedRun run, long envSteps) {
    RecordedTable all =
        RecordedTable.read(
            run.files().evaluations(), List.of(STEPS, "episode"), List.of("mode", END));
    long last =
        (long)
            Arrays.stream(all.numbers(STEPS)).filter(steps -> steps <= envSteps).max().orElse(-1);
    if (last < 0) {
      return Optional.empty();
    }
    RecordedTable there = all.where(STEPS, (double) last);
    RecordedTable mean = there.where("mode", "mean");
    // an episode that a person wanted once more has a row of its own, which says nothing
    return Optional.of(
        mean.rows() > 0
            ? new Evaluated(last, ActionMode.MEAN, withoutVoid(mean))
            : new Evaluated(last, ActionMode.SAMPLED, withoutVoid(there)));
  }

  private static RecordedTable withoutVoid(RecordedTable table) {
    return table.where(row -> !table.word(END, row).equals("void"));
  }

  /** Episodes in which the world did not break. */
  int judged() {
    return episodes.rows() - episodes.where(END, "fault").rows();
  }

  /** Those that failed, in their order; of those in which the world broke none. */
  List<EpisodeStart> failed(long seed) {
    RecordedTable failed = episodes.where(row -> !episodes.word(END, row).equals("fault"));
    return IntStream.range(0, failed.rows())
        .filter(row -> !failed.word(END, row).equals("success"))
        .mapToObj(row -> EpisodeStart.evaluated(seed, (int) failed.number("episode", row)))
        .toList();
  }

  /** Episodes that succeeded. */
  int successes() {
    return episodes.where(END, "success").rows();
  }
}
