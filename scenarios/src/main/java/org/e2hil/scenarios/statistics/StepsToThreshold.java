package org.e2hil.scenarios.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * After how many steps runs reached a threshold, where some had not when they ended: the estimate
 * of Kaplan and Meier (1958). To leave those out, or to count their budget as if they had reached
 * it there, would favour a method that fails.
 *
 * @param runs of one method on one task
 */
@API(status = API.Status.INTERNAL)
public record StepsToThreshold(List<Run> runs) {

  private static final double ROUNDING = 1e-12;

  /**
   * One run.
   *
   * @param steps until it reached the threshold, or until it ended
   * @param reached whether it did
   */
  public record Run(double steps, boolean reached) {

    /** Refuses steps that are negative or not finite. */
    public Run {
      if (!(0 <= steps && steps < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Steps must be 0 or more and finite, but are " + steps + ".");
      }
    }
  }

  /**
   * A point of the curve, which falls at each and is level between them.
   *
   * @param steps at which it falls
   * @param unreached share of the runs that have not reached the threshold after these steps
   */
  public record Point(double steps, double unreached) {}

  /** Refuses an empty list. */
  public StepsToThreshold {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Steps to a threshold need a run, but there is none.");
    }
  }

  /** The curve, from (0, 1) on. It ends at the last run that reached the threshold. */
  public List<Point> curve() {
    List<Point> curve = new ArrayList<>(List.of(new Point(0, 1)));
    double unreached = 1;
    for (double steps : times()) {
      // who ended at these very steps was still on the way
      double onTheWay = runs.stream().filter(run -> run.steps() >= steps).count();
      double now = runs.stream().filter(run -> run.reached() && run.steps() == steps).count();
      unreached *= 1 - now / onTheWay;
      curve.add(new Point(steps, unreached));
    }
    return List.copyOf(curve);
  }

  private Iterable<Double> times() {
    TreeSet<Double> times = new TreeSet<>();
    runs.stream().filter(Run::reached).forEach(run -> times.add(run.steps()));
    return times;
  }

  /** Steps after which half of the runs have reached the threshold; empty where they never do. */
  public OptionalDouble median() {
    return curve().stream()
        .filter(point -> point.unreached() <= 0.5 + ROUNDING)
        .mapToDouble(Point::steps)
        .findFirst();
  }

  /**
   * Restricted mean: the mean of the steps to the threshold, where no run counts more than {@code
   * budget}: the area under the curve up to there. After the last run that reached it the curve
   * stays level, so that runs which ended before the budget count as if they had never reached it.
   */
  public double restrictedMean(double budget) {
    double area = 0;
    List<Point> curve = curve();
    for (int i = 0; i < curve.size(); i++) {
      double from = Math.min(budget, curve.get(i).steps());
      double to = i + 1 < curve.size() ? Math.min(budget, curve.get(i + 1).steps()) : budget;
      area += curve.get(i).unreached() * (to - from);
    }
    return area;
  }

  /** The same with its interval; without ends for a single run. */
  public Interval restrictedMean(double budget, Bootstrap bootstrap) {
    return bootstrap.of(
        restrictedMean(budget),
        runs.size(),
        random ->
            new StepsToThreshold(
                    IntStream.range(0, runs.size())
                        .mapToObj(i -> runs.get(random.nextInt(runs.size())))
                        .toList())
                .restrictedMean(budget));
  }
}
