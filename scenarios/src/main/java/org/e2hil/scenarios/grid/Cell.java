package org.e2hil.scenarios.grid;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Scenario;

/**
 * One combination of a scenario and the levels of all factors.
 *
 * @param scenario with every setting of the cell, and the cell's name as its own
 * @param levels labels by the names of the factors; {@code scenario} is the first of them
 */
@API(status = API.Status.INTERNAL)
public record Cell(Scenario scenario, Map<String, String> levels) {

  /** Copies the levels. */
  public Cell {
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
  }

  /** What it is apart from one factor: the labels of all others, in a row. */
  public String apartFrom(String factor) {
    return levels.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(factor))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(", "));
  }

  /** The name, which is also that of the scenario. */
  public String name() {
    return scenario.name();
  }
}
