package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.statistics.Statistics;

/** Whether the covariance tells how entropy changes (Fig. 5 and Eq. 4 and 9). */
final class EntropyFigures {

  private static final String MEASURED = "measured_delta_entropy";

  private final Groups groups;

  EntropyFigures(Groups groups) {
    this.groups = groups;
  }

  List<Figure> all() {
    List<Group> some = groups.having(RunFile.ENTROPY);
    List<String> lacking = groups.lacking(RunFile.ENTROPY);
    if (some.isEmpty()) {
      return List.of(
          Figure.absent("covariance", "Batch covariance against −ΔH", lacking),
          Figure.absent("prediction", "Predicted against measured ΔH", lacking),
          new RemainderFigure(groups).figure());
    }
    return List.of(
        covariance(some).withNotes(lacking),
        prediction(some).withNotes(lacking),
        new RemainderFigure(groups).figure());
  }

  private static Figure covariance(List<Group> some) {
    return Figure.of(
        "covariance",
        "Batch covariance against −ΔH",
        Groups.points(some),
        List.of(
            covariance("With density weighting", "batch_covariance_weighted", some),
            covariance("Without density weighting", "batch_covariance_unweighted", some)),
        "Eq. 4 and 9 say that entropy falls by what the covariance of a batch is: look for a cloud"
            + " that rises to the right. Each point is one actor update; −ΔH was measured on the"
            + " same states after it. An axis whose ticks are powers of ten keeps the few largest"
            + " updates from hiding the others.");
  }

  private static Panel covariance(String title, String column, List<Group> some) {
    List<Mark> marks = new ArrayList<>();
    double[] all = {};
    double[] drops = {};
    for (Group group : some) {
      double[] x = group.numbers(RunFile.ENTROPY, column);
      double[] y = Arrays.stream(group.numbers(RunFile.ENTROPY, MEASURED)).map(v -> -v).toArray();
      marks.add(new Mark.Points(x, y, group.paint(), group.shape()));
      all = join(all, x);
      drops = join(drops, y);
    }
    return new Panel(
        title,
        "−ΔH against the batch covariance; rank correlation %s over all points."
            .formatted(Numbers.fixed(Statistics.rankCorrelation(all, drops), 2)),
        Axis.of("covariance of the batch", Scale.suiting(all)),
        Axis.of("measured −ΔH (nats)", Scale.suiting(drops)),
        marks,
        Panel.Format.NORMAL);
  }

  private static Figure prediction(List<Group> some) {
    List<List<String>> rows = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    for (Group group : some) {
      for (ComparedRun run : group.runs()) {
        rows.add(coefficients(run));
      }
      findings.add(finding(group));
    }
    return Figure.of(
            "prediction",
            "Predicted against measured ΔH",
            Groups.points(some),
            List.of(
                prediction("With density weighting", "predicted_weighted", some),
                prediction("Without density weighting", "predicted_unweighted", some)),
            "Look for a cloud that rises to the right, whatever its width: there the influence tells"
                + " which updates sharpen the policy. The two axes have scales of their own,"
                + " since the prediction takes the gradient for that of each state's own distribution,"
                + " while the optimiser rescales it: how much larger its steps are the table says.")
        .withFindings(findings)
        .withTables(
            List.of(
                new DataTable(
                    "Correlation of predicted and measured ΔH over the updates of a run, and how much larger the"
                        + " median measured size is than the predicted one",
                    List.of(
                        "run",
                        "updates",
                        "weighted: r",
                        "weighted: rank",
                        "unweighted: r",
                        "unweighted: rank",
                        "measured / weighted",
                        "measured / unweighted"),
                    rows)));
  }

  private static List<String> coefficients(ComparedRun run) {
    RecordedTable table = run.table(RunFile.ENTROPY).orElseThrow();
    double[] measured = table.numbers(MEASURED);
    double[] weighted = table.numbers("predicted_weighted");
    double[] unweighted = table.numbers("predicted_unweighted");
    return List.of(
        run.label(),
        Integer.toString(Statistics.count(weighted, measured)),
        Numbers.fixed(Statistics.correlation(weighted, measured), 2),
        Numbers.fixed(Statistics.rankCorrelation(weighted, measured), 2),
        Numbers.fixed(Statistics.correlation(unweighted, measured), 2),
        Numbers.fixed(Statistics.rankCorrelation(unweighted, measured), 2),
        Numbers.say(medianSize(measured) / medianSize(weighted), 2),
        Numbers.say(medianSize(measured) / medianSize(unweighted), 2));
  }

  private static double medianSize(double[] values) {
    return Statistics.quantile(Arrays.stream(values).map(Math::abs).toArray(), 0.5);
  }

  private static String finding(Group group) {
    double[] measured = group.numbers(RunFile.ENTROPY, MEASURED);
    double[] weighted = group.numbers(RunFile.ENTROPY, "predicted_weighted");
    double[] unweighted = group.numbers(RunFile.ENTROPY, "predicted_unweighted");
    return "%s: predicted and measured ΔH correlate with r = %s with density weighting and r = %s without (ranks: %s and %s) over %d updates."
        .formatted(
            group.nameAndRuns(),
            beyondChance(weighted, measured),
            beyondChance(unweighted, measured),
            Numbers.fixed(Statistics.rankCorrelation(weighted, measured), 2),
            Numbers.fixed(Statistics.rankCorrelation(unweighted, measured), 2),
            Statistics.count(weighted, measured));
  }

  private static String beyondChance(double[] predicted, double[] measured) {
    double r = Statistics.correlation(predicted, measured);
    boolean related = Statistics.beyondChance(r, Statistics.count(predicted, measured));
    return Numbers.fixed(r, 2) + (related ? "" : ", not beyond chance,");
  }

  private static Panel prediction(String title, String column, List<Group> some) {
    List<Mark> marks = new ArrayList<>();
    double[] x = {};
    double[] y = {};
    for (Group group : some) {
      double[] predicted = group.numbers(RunFile.ENTROPY, column);
      double[] measured = group.numbers(RunFile.ENTROPY, MEASURED);
      marks.add(new Mark.Points(predicted, measured, group.paint(), group.shape()));
      x = join(x, predicted);
      y = join(y, measured);
    }
    return new Panel(
        title,
        "Measured against predicted change of entropy; correlation %s over all points."
            .formatted(Numbers.fixed(Statistics.correlation(x, y), 2)),
        Axis.of("predicted ΔH (nats)", Scale.suiting(x)),
        Axis.of("measured ΔH (nats)", Scale.suiting(y)),
        marks,
        Panel.Format.NORMAL);
  }

  private static double[] join(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
