package org.e2hil.scenarios.statistics;

import java.util.function.DoubleFunction;
import org.apiguardian.api.API;

/**
 * A number with its 95% interval. Both ends are NaN where nothing says how much runs differ, as of
 * a single run. An interval of no width says that no spread was seen, not that there is none.
 *
 * @param estimate of all runs
 * @param low lower end, or NaN
 * @param high upper end, or NaN
 */
@API(status = API.Status.INTERNAL)
public record Interval(double estimate, double low, double high) {

  /** One without ends. */
  public static Interval unknown(double estimate) {
    return new Interval(estimate, Double.NaN, Double.NaN);
  }

  /** In words, {@code 0.5 (0.4 to 0.6)}; the estimate alone where there are no ends. */
  public String say(DoubleFunction<String> number) {
    return isKnown()
        ? "%s (%s to %s)".formatted(number.apply(estimate), number.apply(low), number.apply(high))
        : number.apply(estimate);
  }

  /** Whether it has ends. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Whether it has ends that differ. */
  public boolean hasSpread() {
    return low < high;
  }

  /** Whether this number lies in it; false where it has no ends. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
