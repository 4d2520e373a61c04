package org.e2hil.agent.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.sac.ActorUpdateReport;

/**
 * One group's row of the first version's Table II: mean |c| over the group's states of the largest
 * and of the smallest influence, at least one state each.
 *
 * @param envSteps control periods so far
 * @param group {@code all}, or the name of a source
 * @param states in the group
 * @param mean over all of them
 * @param top2 over the largest 2%
 * @param top10 over the largest 10%
 * @param top50 over the largest 50%
 * @param low20 over the smallest 20%
 */
@API(status = API.Status.EXPERIMENTAL)
public record InfluenceTable(
    long envSteps,
    String group,
    int states,
    double mean,
    double top2,
    double top10,
    double top50,
    double low20)
    implements Diagnosis {

  @Override
  public void tell(DiagnosticsListener listener) {
    listener.onInfluenceTable(this);
  }

  /** A row for the whole batch and one for each source in it. */
  static List<InfluenceTable> of(long envSteps, ActorUpdateReport update) {
    List<InfluenceTable> rows = new ArrayList<>();
    rows.add(of(envSteps, "all", sizes(update, source -> true)));
    for (Source wanted : Source.values()) {
      double[] sizes = sizes(update, source -> source == wanted);
      if (sizes.length > 0) {
        rows.add(of(envSteps, wanted.name().toLowerCase(Locale.ROOT), sizes));
      }
    }
    return rows;
  }

  private static double[] sizes(ActorUpdateReport update, Predicate<Source> wanted) {
    return IntStream.range(0, update.influence().length)
        .filter(row -> wanted.test(update.batch().sources()[row]))
        .mapToDouble(row -> Math.abs(update.influence()[row]))
        .sorted()
        .toArray();
  }

  /**
   * A row from the sizes of a group's influences.
   *
   * @param sorted |c|, the smallest first
   */
  static InfluenceTable of(long envSteps, String group, double[] sorted) {
    int n = sorted.length;
    return new InfluenceTable(
        envSteps,
        group,
        n,
        mean(sorted, 0, n),
        mean(sorted, n - atLeastOne(0.02, n), n),
        mean(sorted, n - atLeastOne(0.1, n), n),
        mean(sorted, n - atLeastOne(0.5, n), n),
        mean(sorted, 0, atLeastOne(0.2, n)));
  }

  private static int atLeastOne(double share, int n) {
    return Math.min(n, Math.max(1, (int) Math.round(share * n)));
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }
}
