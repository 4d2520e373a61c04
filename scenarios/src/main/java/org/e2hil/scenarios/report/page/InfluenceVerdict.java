package org.e2hil.scenarios.report.page;

import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.statistics.Statistics;

/** Whether interventions have larger |c| than exploration. */
final class InfluenceVerdict {

  private InfluenceVerdict() {}

  /** The answer in one sentence with its numbers. */
  static String of(Group group) {
    double[] interventions = InfluenceFigures.sizes(group, Kind.INTERVENTION);
    double[] exploration = InfluenceFigures.sizes(group, Kind.POLICY);
    if (interventions.length == 0 || exploration.length == 0) {
      return "%s: %s were recorded, so that nothing can be said of their influence."
          .formatted(
              group.nameAndRuns(),
              interventions.length == 0 ? "no interventions" : "no states of exploration");
    }
    if (Arrays.stream(interventions).allMatch(c -> c == 0)
        && Arrays.stream(exploration).allMatch(c -> c == 0)) {
      return group.nameAndRuns() + ": every |c| is 0, so that no source has more than another.";
    }
    double pairs = Statistics.superiority(interventions, exploration);
    double difference = Statistics.mean(interventions) - Statistics.mean(exploration);
    return "%s: interventions %s |c| than exploration: mean %s against %s, median %s against %s; in %s%% of all pairs of one state each, the intervention's is the larger%s."
        .formatted(
            group.nameAndRuns(),
            verdict(difference > 0, pairs > 0.5),
            Numbers.say(Statistics.mean(interventions), 3),
            Numbers.say(Statistics.mean(exploration), 3),
            Numbers.say(Statistics.quantile(interventions, 0.5), 3),
            Numbers.say(Statistics.quantile(exploration, 0.5), 3),
            Numbers.say(100 * pairs, 2),
            inHowManyRuns(group));
  }

  private static String verdict(boolean largerMean, boolean morePairs) {
    if (largerMean && morePairs) {
      return "show larger";
    }
    return largerMean || morePairs ? "show no clearly larger" : "do not show larger";
  }

  private static String inHowManyRuns(Group group) {
    List<RecordedTable> runs = group.tables(RunFile.INFLUENCE);
    if (runs.size() == 1) {
      return "";
    }
    long larger =
        runs.stream()
            .filter(
                run ->
                    Statistics.superiority(
                            InfluenceFigures.sizes(run, Kind.INTERVENTION),
                            InfluenceFigures.sizes(run, Kind.POLICY))
                        > 0.5)
            .count();
    return ", which holds for most pairs in %d of %d runs".formatted(larger, runs.size());
  }
}
