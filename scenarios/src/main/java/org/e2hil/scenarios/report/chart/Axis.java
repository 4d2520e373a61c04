package org.e2hil.scenarios.report.chart;

import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * One side of a panel.
 *
 * @param label the quantity with its unit
 * @param scale how it is laid out
 * @param low where it begins; by the data if empty
 * @param high where it ends; by the data if empty
 */
@API(status = API.Status.INTERNAL)
public record Axis(String label, Scale scale, OptionalDouble low, OptionalDouble high) {

  /** One that takes its ends from the data. */
  public static Axis of(String label, Scale scale) {
    return new Axis(label, scale, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** One of equal steps that begins at 0 and takes its end from the data. */
  public static Axis fromZero(String label) {
    return new Axis(label, Scale.LINEAR, OptionalDouble.of(0), OptionalDouble.empty());
  }

  /** One of equal steps with fixed ends. */
  public static Axis between(String label, double low, double high) {
    return new Axis(label, Scale.LINEAR, OptionalDouble.of(low), OptionalDouble.of(high));
  }
}
