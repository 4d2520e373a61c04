package org.e2hil.agent.env;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A number of a task that a scenario may override by name, as in {@code "task": {"type":
 * "toast-bread", "tunables": {"cookS": 2}}}.
 *
 * @param name in JSON, with its unit where it has one, such as {@code cookS}
 * @param defaultValue on every arm that {@code defaultOn} does not name
 * @param defaultOn by arm, such as {@code so101}
 * @param unit such as {@code s}
 * @param lowest that is allowed
 * @param highest that is allowed
 * @param about what it is, in a phrase
 */
@API(status = API.Status.MAINTAINED)
public record Tunable(
    String name,
    double defaultValue,
    Map<String, Double> defaultOn,
    String unit,
    double lowest,
    double highest,
    String about) {

  /** Checks that the range holds every default. */
  public Tunable {
    if (!name.matches("[a-z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException(
          "a tunable's name is like cookS, not '%s'".formatted(name));
    }
    defaultOn = Collections.unmodifiableMap(new TreeMap<>(defaultOn));
    requireWithin(name, defaultValue, lowest, highest, unit);
    for (double value : defaultOn.values()) {
      requireWithin(name, value, lowest, highest, unit);
    }
  }

  /** A tunable with one default for all arms. */
  public static Tunable of(
      String name, double defaultValue, String unit, double lowest, double highest, String about) {
    return new Tunable(name, defaultValue, Map.of(), unit, lowest, highest, about);
  }

  /** The same with another default on one arm. */
  public Tunable on(String arm, double value) {
    Map<String, Double> all = new TreeMap<>(defaultOn);
    all.put(arm, value);
    return new Tunable(name, defaultValue, all, unit, lowest, highest, about);
  }

  /** What it is on this arm where nobody says otherwise. */
  public double in(String arm) {
    return defaultOn.getOrDefault(arm, defaultValue);
  }

  /** The same as one arm has it. */
  public Tunable only(String arm) {
    return new Tunable(name, in(arm), Map.of(), unit, lowest, highest, about);
  }

  /**
   * Refuses a value that is out of range.
   *
   * @throws IllegalArgumentException with the range
   */
  public void require(double value) {
    requireWithin(name, value, lowest, highest, unit);
  }

  /**
   * Refuses values of which one is not of these tunables, or out of range.
   *
   * @param task that declares them
   * @throws IllegalArgumentException naming those there are
   */
  public static void require(String task, List<Tunable> declared, Map<String, Double> values) {
    values.forEach(
        (name, value) ->
            declared.stream()
                .filter(tunable -> tunable.name.equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "%s has no tunable '%s', it has %s"
                                .formatted(
                                    task,
                                    name,
                                    declared.stream()
                                        .map(Tunable::name)
                                        .collect(Collectors.joining(", ", "[", "]")))))
                .require(value));
  }

  private static void requireWithin(
      String name, double value, double lowest, double highest, String unit) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must lie in [%s, %s]%s, but is %s",
              name,
              text(lowest),
              text(highest),
              unit.isEmpty() ? "" : " " + unit,
              text(value)));
    }
  }

  /** {@code 3} for 3.0. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
