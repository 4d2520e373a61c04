package org.e2hil.scenarios.report.page;

import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.scenarios.report.chart.Axis;
import org.e2hil.scenarios.report.chart.Panel;
import org.e2hil.scenarios.report.chart.Scale;
import org.e2hil.scenarios.report.chart.Stroke;
import org.e2hil.scenarios.report.page.StepPanels.Part;

/** How much the first-order change of entropy varies, with the mask and without (Eq. 44 to 47). */
final class IncrementFigure {

  private static final String ID = "increment-variance";
  private static final String TITLE = "Variance of the entropy's change";

  private final Groups groups;

  IncrementFigure(Groups groups) {
    this.groups = groups;
  }

  Figure figure() {
    List<Group> some = groups.having(RunFile.INCREMENT_VARIANCE);
    List<String> lacking = groups.lacking(RunFile.INCREMENT_VARIANCE);
    if (some.isEmpty()) {
      return Figure.absent(ID, TITLE, lacking);
    }
    return Figure.of(
            ID,
            TITLE,
            Groups.lines(some),
            List.of(
                panel("Variance (44, 45)", "Var ΔH; dashed: without a mask", some, "variance"),
                panel("Its bound (47)", "η²‖∇H‖²E‖mψ‖²; dashed: without a mask", some, "bound"),
                panel("Gradient's moment (46)", "E‖ĝ‖²; dashed: without a mask", some, "moment")),
            "A mask lowers the bound: look for solid lines below the dashed ones in the middle. It"
                + " need not lower the two quantities beside it, since it may drop what would have"
                + " cancelled out, as the paper itself says: what they do here is a finding. "
                + StepPanels.BANDS)
        .withFindings(some.stream().map(IncrementFigure::finding).toList())
        .withNotes(lacking);
  }

  private static Panel panel(String title, String label, List<Group> some, String quantity) {
    return StepPanels.columns(
        title,
        Axis.of(label, Scale.LOGARITHMIC),
        some,
        RunFile.INCREMENT_VARIANCE,
        List.of(
            new Part(quantity + "_masked", "masked", Stroke.SOLID),
            new Part(quantity + "_full", "without a mask", Stroke.DASHED)));
  }

  private static String finding(Group group) {
    double[] masked = group.numbers(RunFile.INCREMENT_VARIANCE, "variance_masked");
    double[] full = group.numbers(RunFile.INCREMENT_VARIANCE, "variance_full");
    long lower = IntStream.range(0, masked.length).filter(i -> masked[i] < full[i]).count();
    long equal = IntStream.range(0, masked.length).filter(i -> masked[i] == full[i]).count();
    return equal == masked.length
        ? group.nameAndRuns() + ": nothing is masked, so both variances are the same."
        : "%s: the mask lowers the variance of the entropy's change in %d of %d measurements."
            .formatted(group.nameAndRuns(), lower, masked.length);
  }
}
