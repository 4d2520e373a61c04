package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Key;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.report.page.StepPanels.Part;
import org.e2hil.scenarios.statistics.Statistics;

/** What the selection keeps, and what that costs and gains (Eq. 11 and 34 to 38). */
final class SelectionFigures {

  private final Groups groups;

  SelectionFigures(Groups groups) {
    this.groups = groups;
  }

  /** Keep ratio and bounds. */
  Figure bounds() {
    String id = "keep-ratio";
    String title = "Keep ratio and bounds";
    List<Group> some = groups.having(RunFile.METRICS);
    List<String> notes = new ArrayList<>(groups.lacking(RunFile.METRICS));
    if (some.isEmpty()) {
      return Figure.absent(id, title, notes);
    }
    List<Mark> bounds = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (Group group : some) {
      Curve upper = LearningFigures.intervals(group, "upper_bound");
      if (upper.isEmpty()) {
        notes.add(group.name() + " has no bounds: its selection keeps every state.");
      } else {
        bounds.addAll(upper.marks(group.paint(), Stroke.SOLID));
        bounds.addAll(
            LearningFigures.intervals(group, "lower_bound").marks(group.paint(), Stroke.DASHED));
        ends.add(group.name() + " upper bound " + upper.last());
      }
    }
    List<Panel> panels = new ArrayList<>();
    panels.add(
        StepPanels.one(
            "Keep ratio",
            Axis.between("share of states the actor learns from", 0, 1.05),
            some,
            group -> LearningFigures.intervals(group, "keep_ratio")));
    if (!ends.isEmpty()) {
      panels.add(
          StepPanels.panel("Bounds of |c|", Axis.of("ℓ and u", Scale.LOGARITHMIC), bounds, ends));
    }
    List<Key> legend = new ArrayList<>(Groups.lines(some));
    if (!ends.isEmpty()) {
      legend.add(Key.line("upper bound u", Paint.MUTED, Stroke.SOLID));
      legend.add(Key.line("lower bound ℓ", Paint.MUTED, Stroke.DASHED));
    }
    return Figure.of(
            id,
            title,
            legend,
            panels,
            "With the 5% and the 90% quantile as bounds and no ties, 217 of 256 states (84.8%) are"
                + " kept; a ramp shows as a ratio that falls from 1. The bounds follow |c| as the"
                + " policy sharpens: look for jumps, which tell of an unstable estimate. "
                + StepPanels.BANDS)
        .withNotes(notes);
  }

  /** What a mask does to the gradient. */
  Figure biasAndVariance() {
    String id = "bias-variance";
    String title = "Bias and variance of the masked gradient";
    RunFile file = RunFile.SELECTION;
    List<Group> some = groups.having(file);
    if (some.isEmpty()) {
      return Figure.absent(id, title, groups.lacking(file));
    }
    return Figure.of(
            id,
            title,
            Groups.lines(some),
            List.of(
                StepPanels.column(
                    "Discard rate",
                    Axis.fromZero("share of states left out"),
                    some,
                    file,
                    "discard_rate"),
                pair("Bias (35)", "norm; dashed: bound", some, "bias_norm", "bias_bound"),
                pair(
                    "Sensitivity to the mask (after 38)",
                    "norm; dashed: bound",
                    some,
                    "mask_sensitivity",
                    "mask_sensitivity_bound"),
                pair(
                    "Second moment (38)",
                    "E‖mψ‖²; dashed: without a mask",
                    some,
                    "second_moment_masked",
                    "second_moment_full"),
                StepPanels.columns(
                    "Mean squared error (37)",
                    Axis.of("sum; dashed: bias²; dotted: variance", Scale.LOGARITHMIC),
                    some,
                    file,
                    List.of(
                        new Part("mse", "error", Stroke.SOLID),
                        new Part("mse_bias2", "squared bias", Stroke.DASHED),
                        new Part("mse_variance", "variance", Stroke.DOTTED)))),
            "A mask trades bias for variance. Look for solid lines below the dashed ones of the same"
                + " colour in the panels of bias, sensitivity and second moment, as the theory"
                + " demands, and for which of bias² and variance makes up the error: where the"
                + " variance does, a mask pays. "
                + StepPanels.BANDS)
        .withFindings(findings(some))
        .withNotes(groups.lacking(file));
  }

  private static Panel pair(
      String title, String label, List<Group> some, String first, String second) {
    return StepPanels.columns(
        title,
        Axis.of(label, Scale.LOGARITHMIC),
        some,
        RunFile.SELECTION,
        List.of(
            new Part(first, "measured", Stroke.SOLID), new Part(second, "against", Stroke.DASHED)));
  }

  private static List<String> findings(List<Group> some) {
    return some.stream()
        .map(
            group -> {
              double[] bias = group.numbers(RunFile.SELECTION, "mse_bias2");
              double[] variance = group.numbers(RunFile.SELECTION, "mse_variance");
              double share =
                  Statistics.mean(variance) / (Statistics.mean(bias) + Statistics.mean(variance));
              boolean masks =
                  Arrays.stream(group.numbers(RunFile.SELECTION, "discard_rate"))
                      .anyMatch(rate -> rate > 0);
              return masks
                  ? "%s: on average the variance makes up %s%% of the masked gradient's squared error."
                      .formatted(group.nameAndRuns(), Numbers.say(100 * share, 2))
                  : group.nameAndRuns() + ": nothing is left out, so there is no bias.";
            })
        .toList();
  }
}
