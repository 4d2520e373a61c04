package org.e2hil.scenarios.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Complete runs beside each other: every seed, and what the seeds of one scenario have in common.
 */
public final class Comparison {

  private final Map<String, List<Summary>> byScenario;

  /** Of runs in the order in which their scenarios shall stand. */
  public Comparison(List<Summary> runs) {
    byScenario =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    Summary::scenario,
                    LinkedHashMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        all ->
                            all.stream().sorted(Comparator.comparing(Comparison::seed)).toList())));
  }

  /**
   * A table in Markdown: a row a run, and a row of means a scenario. The end is the last fifth of a
   * training.
   */
  public String markdown() {
    StringBuilder text =
        new StringBuilder(
            "| scenario | seed | un-aided, sampled actions | un-aided, mean actions"
                + " | steps by hand | steps by hand at the end | time |\n"
                + "|---|---|---|---|---|---|---|\n");
    byScenario.forEach(
        (scenario, runs) -> {
          runs.forEach(run -> text.append(row(run)));
          text.append(means(scenario, runs));
        });
    return text.toString();
  }

  private static String row(Summary run) {
    return row(
        run.scenario(),
        String.valueOf(seed(run)),
        rate(run.unaidedSuccess().sampled()),
        rate(run.unaidedSuccess().mean()),
        share(run.interventionRate()),
        share(run.lateInterventionRate()),
        minutes(run.wallSeconds()));
  }

  private static String means(String scenario, List<Summary> runs) {
    return row(
        "**" + scenario + "**",
        "mean of " + runs.size(),
        mean(runs, run -> share(run.unaidedSuccess().sampled())),
        mean(runs, run -> share(run.unaidedSuccess().mean())),
        mean(runs, Summary::interventionRate),
        mean(runs, Summary::lateInterventionRate),
        minutes(runs.stream().mapToDouble(Summary::wallSeconds).average().orElse(0)));
  }

  private static String mean(List<Summary> runs, Function<Summary, OptionalDouble> value) {
    double[] values =
        runs.stream()
            .map(value)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return values.length == 0
        ? "–"
        : "**" + percent(Arrays.stream(values).average().getAsDouble()) + "**";
  }

  private static OptionalDouble share(Optional<Summary.Rate> rate) {
    return rate.map(r -> OptionalDouble.of(r.rate())).orElse(OptionalDouble.empty());
  }

  private static String rate(Optional<Summary.Rate> rate) {
    return rate.map(r -> "%s (%d of %d)".formatted(percent(r.rate()), r.successes(), r.episodes()))
        .orElse("–");
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : "–";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String minutes(double seconds) {
    return seconds == 0 ? "–" : String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }

  private static long seed(Summary run) {
    return run.seeds().get(0);
  }
}
