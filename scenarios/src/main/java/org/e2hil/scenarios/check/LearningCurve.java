package org.e2hil.scenarios.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Plots;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Picture;
import org.e2hil.scenarios.report.chart.Shape;
import org.e2hil.scenarios.report.chart.Stroke;

/** The evaluations of a run along its training, beside those of its baseline, in one picture. */
final class LearningCurve {

  private final List<Key> legend = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  private LearningCurve() {}

  /** Draws it to a PNG file. */
  static void draw(Path file, TrainedRun run, Optional<Baseline> baseline) throws IOException {
    LearningCurve drawn = new LearningCurve();
    CompleteRun complete = CompleteRun.read(run.files());
    List<EvaluationRecord> mean =
        complete.evaluations().stream()
            .filter(e -> e.mode() == ActionMode.MEAN && e.episodes() > 0)
            .toList();
    baseline.ifPresent(
        then -> {
          String of = "baseline of commit " + then.commit();
          drawn.add(of + ", sampled actions", curve(then), Paint.SERIES_3, Shape.DOT);
          drawn.add(of + ", mean actions", end(then), Paint.SERIES_4, Shape.SQUARE);
        });
    drawn.add("this run, sampled actions", complete.curve(), Paint.SERIES_1, Shape.DOT);
    drawn.add("this run, mean actions", mean, Paint.SERIES_2, Shape.SQUARE);
    new Picture(
            "%s, seed %d".formatted(run.scenario().name(), run.scenario().seed()),
            drawn.legend,
            List.of(Plots.ofSuccess("Un-aided success, 95% intervals", drawn.marks)))
        .write(file);
  }

  private void add(String label, List<EvaluationRecord> evaluations, Paint paint, Shape shape) {
    if (!evaluations.isEmpty()) {
      legend.add(
          evaluations.size() == 1
              ? Key.points(label, paint, shape)
              : Key.line(label, paint, Stroke.SOLID));
      marks.addAll(Plots.evaluations(evaluations, paint, shape));
    }
  }

  private static List<EvaluationRecord> curve(Baseline baseline) {
    return baseline.curve().orElse(List.of()).stream()
        .map(
            point ->
                new EvaluationRecord(
                    point.envSteps(),
                    ActionMode.SAMPLED,
                    point.episodes(),
                    point.successes(),
                    0,
                    /* last= */ false))
        .toList();
  }

  private static List<EvaluationRecord> end(Baseline baseline) {
    return List.of(
        new EvaluationRecord(
            baseline.envSteps(),
            ActionMode.MEAN,
            baseline.episodes(),
            baseline.successes(),
            0,
            /* last= */ true));
  }
}
