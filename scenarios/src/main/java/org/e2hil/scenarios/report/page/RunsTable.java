package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.e2hil.scenarios.report.Comparison;
import org.e2hil.scenarios.report.Summary;
import org.e2hil.scenarios.statistics.Statistics;

/** All runs in a few numbers each, and the mean of every scenario that has several. */
final class RunsTable {

  private static final List<String> HEADER =
      List.of(
          "scenario",
          "seed",
          "steps",
          "success, sampled actions",
          "success, mean actions",
          "steps by a hand",
          "steps by a hand at the end",
          "wall time",
          "directory");

  private RunsTable() {}

  static DataTable of(Groups groups) {
    List<List<String>> rows = new ArrayList<>();
    for (Group group : groups.all()) {
      group.runs().forEach(run -> rows.add(row(run)));
      if (group.runs().size() > 1) {
        rows.add(mean(group));
      }
    }
    return new DataTable(
        "Success is that of the policy alone in the evaluations that end a run, with Wilson's 95%"
            + " interval; of several seeds, the mean with the lowest and the highest; the end is"
            + " the last fifth of a training",
        HEADER, rows);
  }

  private static List<String> row(ComparedRun run) {
    Summary summary = run.summary();
    return List.of(
        summary.scenario(),
        Long.toString(run.seed()),
        String.format(Locale.ROOT, "%,d", summary.envSteps())
            + (summary.complete() ? "" : " so far"),
        rate(summary.unaidedSuccess().sampled()),
        rate(summary.unaidedSuccess().mean()),
        share(summary.interventionRate()),
        share(summary.lateInterventionRate()),
        time(summary.wallSeconds()),
        run.path().toString());
  }

  private static List<String> mean(Group group) {
    List<Summary> summaries = group.runs().stream().map(ComparedRun::summary).toList();
    return List.of(
        group.name(),
        "all " + summaries.size(),
        "",
        rates(summaries, summary -> summary.unaidedSuccess().sampled()),
        rates(summaries, summary -> summary.unaidedSuccess().mean()),
        shares(summaries, Summary::interventionRate),
        shares(summaries, Summary::lateInterventionRate),
        time(
            summaries.stream()
                .filter(Summary::isTimed)
                .mapToDouble(Summary::wallSeconds)
                .average()
                .orElse(0)),
        "");
  }

  private static String rates(
      List<Summary> summaries, Function<Summary, Optional<Summary.Rate>> which) {
    return range(
        summaries.stream()
            .map(which)
            .flatMap(Optional::stream)
            .mapToDouble(Summary.Rate::rate)
            .toArray());
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : "–";
  }

  private static String shares(List<Summary> summaries, Function<Summary, OptionalDouble> which) {
    return range(
        summaries.stream()
            .map(which)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  private static String range(double[] shares) {
    if (shares.length == 0) {
      return "–";
    }
    return "%s (%s to %s)"
        .formatted(
            percent(Statistics.mean(shares)),
            percent(Statistics.quantile(shares, 0)),
            percent(Statistics.quantile(shares, 1)));
  }

  private static String rate(Optional<Summary.Rate> rate) {
    return rate.map(
            r ->
                "%s (%s to %s), %d of %d%s"
                    .formatted(
                        percent(r.rate()),
                        percent(r.low95()),
                        percent(r.high95()),
                        r.successes(),
                        r.episodes(),
                        Comparison.faults(r.faults())))
        .orElse("not evaluated yet");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String time(double seconds) {
    long minutes = Math.round(seconds / 60);
    return seconds == 0
        ? "–"
        : minutes < 1
            ? "%d s".formatted(Math.round(seconds))
            : minutes < 60 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }
}
