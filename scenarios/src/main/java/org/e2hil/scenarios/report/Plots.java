package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Picture;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Shape;
import org.e2hil.scenarios.report.chart.Stroke;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a run: a picture a measure, and one of them all. */
@API(status = API.Status.INTERNAL)
public final class Plots {

  /** Episodes over which the success of the training is averaged. */
  private static final int WINDOW = 20;

  private static final Key TRAINING =
      key("while training, mean of up to %d episodes".formatted(WINDOW), Paint.SERIES_6);
  private static final Key SAMPLED =
      key("evaluated with sampled actions, 95% intervals", Paint.SERIES_1);
  private static final Key MEAN = key("evaluated with mean actions, 95% intervals", Paint.SERIES_2);
  private static final Key LEARNER = key("mean over a logging interval", Paint.SERIES_3);
  private static final Key TARGET =
      Key.line("target of the critics", Paint.SERIES_4, Stroke.DASHED);

  private static final Logger LOG = LoggerFactory.getLogger(Plots.class);

  private Plots() {}

  /**
   * Draws what can be drawn again, or warns: no run and no experiment ends for a picture.
   *
   * @param what it is
   * @param again how a person gets it once the reason is mended
   * @return whether it was drawn
   */
  public static boolean attempt(Runnable drawing, Path what, String again) {
    try {
      drawing.run();
      return true;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      // fonts that are not there are errors of many kinds
      LOG.warn("{} could not be drawn ({}); {}", what, reason(e), again);
      return false;
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof RecordingException ? failure.getMessage() : failure.toString();
  }

  /**
   * Draws what a run has recorded so far into its directory.
   *
   * @param title of every picture
   */
  public static void write(RunDirectory run, String title) {
    RunTable table = RunTable.read(run);
    Axis share = Axis.between("share of states", 0, 1);
    List<Measure> measures =
        List.of(
            new Measure("success", success(table), List.of(TRAINING, SAMPLED, MEAN)),
            learner(
                table,
                "intervention-rate",
                "Interventions",
                Axis.fromZero("share of steps by a hand"),
                "intervention_rate"),
            learner(table, "entropy", "Policy entropy", byTheData("−E log π, nats"), "entropy"),
            learner(table, "keep-ratio", "Keep ratio", share, "keep_ratio"),
            critics(table),
            learner(
                table,
                "temperature",
                "Temperature",
                byTheData("α, reward per nat"),
                "temperature"));
    try {
      Files.createDirectories(run.plots());
      for (Measure measure : measures) {
        new Picture(title, measure.legend(), List.of(measure.panel()))
            .write(run.plots().resolve(measure.name() + ".png"));
      }
      new Picture(
              title,
              measures.stream().flatMap(measure -> measure.legend().stream()).distinct().toList(),
              measures.stream().map(Measure::panel).toList())
          .write(run.plots().resolve("overview.png"));
    } catch (IOException e) {
      throw RecordingException.of(run.plots(), e);
    }
  }

  /** What a picture of its own shows; {@code name} is that of its file. */
  private record Measure(String name, Panel panel, List<Key> legend) {}

  private static Panel success(RunTable table) {
    List<Mark> marks = new ArrayList<>();
    marks.add(line(training(table), TRAINING.paint(), Stroke.SOLID));
    marks.addAll(evaluations(evaluations(table, ActionMode.SAMPLED), SAMPLED.paint(), Shape.DOT));
    marks.addAll(evaluations(evaluations(table, ActionMode.MEAN), MEAN.paint(), Shape.SQUARE));
    return ofSuccess("Un-aided success", marks);
  }

  /** Un-aided success while training, as the mean of the last episodes. */
  static Series training(RunTable table) {
    RecordedTable judged = table.judgedEpisodes();
    double[] unaided =
        IntStream.range(0, judged.rows())
            .mapToDouble(row -> judged.word("success_unaided", row).equals("true") ? 1 : 0)
            .toArray();
    return new Series(judged.numbers(RunRecorder.ENV_STEPS), unaided).trailingMean(WINDOW);
  }

  private static List<EvaluationRecord> evaluations(RunTable table, ActionMode mode) {
    return table.evaluations().stream().filter(e -> e.mode() == mode && e.episodes() > 0).toList();
  }

  /** Evaluations along a training: a line, a point each, and their intervals. */
  public static List<Mark> evaluations(List<EvaluationRecord> records, Paint paint, Shape shape) {
    Series rates = rates(records);
    return List.of(
        line(rates, paint, Stroke.SOLID),
        new Mark.Points(rates.x(), rates.y(), paint, shape),
        intervals(records, paint));
  }

  /** Success rates of evaluations along a training. */
  public static Series rates(List<EvaluationRecord> records) {
    return new Series(
        records.stream().mapToDouble(EvaluationRecord::envSteps).toArray(),
        records.stream().mapToDouble(EvaluationRecord::successRate).toArray());
  }

  /** Wilson's 95% intervals of the success rates of evaluations. */
  public static Mark intervals(List<EvaluationRecord> records, Paint paint) {
    return new Mark.Line(
        records.stream()
            .mapToDouble(EvaluationRecord::envSteps)
            .flatMap(at -> DoubleStream.of(at, at, at))
            .toArray(),
        records.stream()
            .flatMapToDouble(e -> DoubleStream.of(e.successLow(), e.successHigh(), Double.NaN))
            .toArray(),
        paint,
        Stroke.HAIR);
  }

  /** A panel of shares of episodes. */
  public static Panel ofSuccess(String title, List<Mark> marks) {
    return panel(title, Axis.between("share of episodes", 0, 1), marks);
  }

  private static Measure critics(RunTable table) {
    return new Measure(
        "q",
        panel(
            "Critics",
            byTheData("Q, discounted reward"),
            List.of(
                line(intervals(table, "mean_q"), LEARNER.paint(), Stroke.SOLID),
                line(intervals(table, "target_q"), TARGET.paint(), Stroke.DASHED))),
        List.of(LEARNER, TARGET));
  }

  private static Measure learner(
      RunTable table, String name, String title, Axis axis, String column) {
    return new Measure(
        name,
        panel(title, axis, List.of(line(intervals(table, column), LEARNER.paint(), Stroke.SOLID))),
        List.of(LEARNER));
  }

  private static Series intervals(RunTable table, String column) {
    return new Series(
        table.intervals().numbers(RunRecorder.ENV_STEPS), table.intervals().numbers(column));
  }

  /** A line through points. */
  static Mark line(Series series, Paint paint, Stroke stroke) {
    return new Mark.Line(series.x(), series.y(), paint, stroke);
  }

  private static Key key(String label, Paint paint) {
    return Key.line(label, paint, Stroke.SOLID);
  }

  private static Axis byTheData(String label) {
    return Axis.of(label, Scale.LINEAR);
  }

  private static Panel panel(String title, Axis axis, List<Mark> marks) {
    return new Panel(
        title,
        title + " against environment steps",
        Axis.fromZero("environment steps"),
        axis,
        marks,
        Panel.Format.NORMAL);
  }
}
