package org.e2hil.scenarios.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.Pace;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.report.Summary;

/** A run's summary, as a person reads it. */
final class Report {

  private Report() {}

  static String of(Summary summary, RunDirectory run) {
    Table table = new Table();
    table.row("un-aided success", "sampled actions", rate(summary.unaidedSuccess().sampled()));
    table.row("", "mean actions", rate(summary.unaidedSuccess().mean()));
    Summary.TrainingSuccess training = summary.trainingSuccess();
    table.row(
        "while training",
        "of %d episodes".formatted(summary.episodes() - training.faults().orElse(0)),
        "%d succeeded, %d of them without a hand, %d with one in at most a fifth of the steps%s"
            .formatted(
                training.byAnyone(),
                training.unaided(),
                training.mostlyUnaided(),
                faults(training.faults().orElse(0))));
    summary
        .interventionRate()
        .ifPresent(rate -> table.row("interventions", "of all steps", percent(rate)));
    summary
        .lateInterventionRate()
        .ifPresent(rate -> table.row("", "of the last fifth", percent(rate)));
    summary.keepRatio().ifPresent(kept -> table.row("kept", "of all states", percent(kept)));
    summary.pace().filter(pace -> pace.periods() > 0).ifPresent(pace -> addPace(table, pace));
    return "%n%s, seed %d: %,d steps%s%s%n%s%n  %s%n"
        .formatted(
            summary.scenario(),
            summary.seeds().get(0),
            summary.envSteps(),
            summary.isTimed() ? " in " + Durations.say(summary.wallSeconds()) : "",
            summary.complete() ? "" : " so far, stopped before the end",
            table,
            where(run));
  }

  private static void addPace(Table table, Pace pace) {
    table.row(
        "control period",
        "of %,d".formatted(pace.periods()),
        "median %s ms, 99%% under %s ms, longest %s ms"
            .formatted(
                number("%.1f", pace.p50Ms()),
                number("%.1f", pace.p99Ms()),
                number("%.1f", pace.maximumMs())));
    table.row(
        "learner steps",
        "a period",
        "%s; at most %d behind and %d ahead, %d left out"
            .formatted(
                number("%.2f", pace.updatesPerPeriod()),
                pace.maximumLag(),
                pace.maximumLead(),
                pace.forgiven()));
  }

  private static String number(String format, OptionalDouble number) {
    return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : "–";
  }

  /** An evaluation, also one in which the world broke in every episode. */
  static String rate(EvaluationRecord evaluated) {
    return evaluated.episodes() > 0
        ? rate(Optional.of(Summary.rate(evaluated)))
        : "no episode counts%s".formatted(faults(evaluated.faults()));
  }

  /** Episodes that count for nobody, as the end of a count; nothing where there are none. */
  static String faults(int faults) {
    return faults == 0 ? "" : ", %d ended in a fault".formatted(faults);
  }

  static String rate(Optional<Summary.Rate> rate) {
    return rate.map(
            r ->
                String.format(
                    Locale.ROOT,
                    "%s (%d of %d%s; 95%% interval %s to %s), %.0f steps an episode",
                    percent(r.rate()),
                    r.successes(),
                    r.episodes(),
                    faults(r.faults().orElse(0)),
                    percent(r.low95()),
                    percent(r.high95()),
                    r.meanSteps()))
        .orElse("not evaluated yet");
  }

  private static String where(RunDirectory run) {
    Path overview = run.plots().resolve("overview.png");
    String everything = "Everything: %s".formatted(run.path());
    return Files.exists(overview)
        ? "Pictures: %s%n  %s".formatted(overview, everything)
        : everything;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
