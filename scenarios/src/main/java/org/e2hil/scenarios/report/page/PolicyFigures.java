package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.statistics.Statistics;

/** The policy's mean and standard deviation along three episodes of its own (Fig. 13 to 15). */
final class PolicyFigures {

  private static final int EPISODES = 3;

  private static final List<String> DIMENSIONS =
      List.of("Δx", "Δy", "Δz", "Δroll", "Δpitch", "Δyaw");

  private final Groups groups;

  PolicyFigures(Groups groups) {
    this.groups = groups;
  }

  List<Figure> all() {
    List<Group> some = groups.having(RunFile.POLICY);
    List<String> lacking = groups.lacking(RunFile.POLICY);
    List<Figure> figures = new ArrayList<>();
    for (int episode = 0; episode < EPISODES; episode++) {
      List<Trace> traces = new ArrayList<>();
      for (Group group : some) {
        ComparedRun run = group.runs().get(0);
        RecordedTable last = Phase.LATE.of(run.table(RunFile.POLICY).orElseThrow());
        double[] seeds = Arrays.stream(last.numbers("seed")).distinct().toArray();
        if (episode < seeds.length) {
          double seed = seeds[episode];
          traces.add(new Trace(group, run, once(last.where("seed", seed))));
        }
      }
      String id = "policy-" + (episode + 1);
      String title = "The policy along episode " + (episode + 1);
      if (!traces.isEmpty()) {
        figures.add(figure(id, title, traces).withNotes(lacking));
      } else if (some.isEmpty()) {
        figures.add(Figure.absent(id, title, lacking));
      }
    }
    return figures;
  }

  /** An episode that was looked at twice is shown once. */
  private static RecordedTable once(RecordedTable episode) {
    double[] step = episode.numbers("step");
    int end = 1;
    while (end < step.length && step[end] > step[end - 1]) {
      end++;
    }
    int rows = end;
    return episode.where(row -> row < rows);
  }

  private static Figure figure(String id, String title, List<Trace> traces) {
    List<Panel> panels = new ArrayList<>();
    for (int dimension = 0; dimension < DIMENSIONS.size(); dimension++) {
      panels.add(dimension(dimension, traces));
    }
    panels.add(gripper(traces));
    return Figure.of(
        id,
        title,
        traces.stream()
            .map(trace -> Key.line(trace.run().label(), trace.group().paint(), Stroke.SOLID))
            .toList(),
        panels,
        "Lines are the middle of the policy's actions in each dimension, tanh μ, and bands reach"
            + " from tanh(μ − σ) to tanh(μ + σ). Look for bands that are narrow where the task asks"
            + " for precision and wider where it does not, and for lines that keep to the middle of"
            + " [−1, 1] rather than to its ends. Of each scenario its first run is shown, as it was"
            + " at the end of its training.");
  }

  private static Panel dimension(int dimension, List<Trace> traces) {
    List<Mark> marks = new ArrayList<>();
    List<String> deviations = new ArrayList<>();
    for (Trace trace : traces) {
      double[] step = trace.table().numbers("step");
      double[] mean = trace.table().numbers("mean_" + dimension);
      double[] std = trace.table().numbers("std_" + dimension);
      double[] low = new double[mean.length];
      double[] high = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        low[i] = StrictMath.tanh(mean[i] - std[i]);
        high[i] = StrictMath.tanh(mean[i] + std[i]);
        mean[i] = StrictMath.tanh(mean[i]);
      }
      marks.add(new Mark.Band(step, low, high, trace.group().paint()));
      marks.add(new Mark.Line(step, mean, trace.group().paint(), Stroke.SOLID));
      deviations.add(trace.group().name() + " " + Numbers.say(Statistics.mean(std), 2));
    }
    return new Panel(
        DIMENSIONS.get(dimension),
        "The middle of the actions and their spread against the step of the episode. Mean σ: %s."
            .formatted(String.join(", ", deviations)),
        Axis.fromZero("step"),
        Axis.between("action", -1.05, 1.05),
        marks,
        Panel.Format.LOW);
  }

  private static Panel gripper(List<Trace> traces) {
    List<Mark> marks = new ArrayList<>();
    for (Trace trace : traces) {
      marks.add(
          new Mark.Line(
              trace.table().numbers("step"),
              trace.table().numbers("gripper"),
              trace.group().paint(),
              Stroke.SOLID));
    }
    return new Panel(
        "Gripper",
        "The gripper's action against the step of the episode.",
        Axis.fromZero("step"),
        Axis.between("−1 closes, 0 stays, 1 opens", -1.05, 1.05),
        marks,
        Panel.Format.LOW);
  }

  private record Trace(Group group, ComparedRun run, RecordedTable table) {}
}
