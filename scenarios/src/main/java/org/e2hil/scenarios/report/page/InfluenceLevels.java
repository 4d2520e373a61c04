package org.e2hil.scenarios.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.scenarios.report.chart.Numbers;
import org.e2hil.scenarios.statistics.Statistics;

/**
 * Mean |c| of the states that have the most and the least of it, as the paper's first version
 * tables it.
 *
 * @param name of the level
 * @param from share of the states with less
 * @param to share of the states with less or as much
 */
record InfluenceLevels(String name, double from, double to) {

  private static final List<InfluenceLevels> ALL =
      List.of(
          new InfluenceLevels("top 2%", 0.98, 1),
          new InfluenceLevels("top 10%", 0.9, 1),
          new InfluenceLevels("top 50%", 0.5, 1),
          new InfluenceLevels("lowest 20%", 0, 0.2),
          new InfluenceLevels("all", 0, 1));

  /** A row a level: the scenario, the level, and the mean of all states and of each source. */
  static List<List<String>> rows(Group group) {
    double[][] bySource = {
      InfluenceFigures.sizes(group, Kind.INTERVENTION),
      InfluenceFigures.sizes(group, Kind.POLICY),
      InfluenceFigures.sizes(group, Kind.DEMONSTRATION)
    };
    double[] all = Arrays.stream(bySource).flatMapToDouble(Arrays::stream).sorted().toArray();
    Arrays.stream(bySource).forEach(Arrays::sort);
    List<List<String>> rows = new ArrayList<>();
    for (InfluenceLevels level : ALL) {
      List<String> row = new ArrayList<>(List.of(group.name(), level.name(), level.mean(all)));
      Arrays.stream(bySource).map(level::mean).forEach(row::add);
      rows.add(row);
    }
    return rows;
  }

  private String mean(double[] sorted) {
    int first = (int) Math.floor(from * sorted.length);
    int end = (int) Math.ceil(to * sorted.length);
    return Numbers.say(Statistics.mean(Arrays.copyOfRange(sorted, first, end)), 3);
  }
}
