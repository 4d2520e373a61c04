package org.e2hil.scenarios.check;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.scenarios.check.Finding.Verdict;

/**
 * A scenario with a verdict on each of its expectations.
 *
 * @param scenario its name
 * @param seed of the run
 * @param run directory of the run; empty where there is none
 * @param failures folder with what shows why something does not hold; empty where all holds
 * @param again command that judges it once more
 * @param seconds that it took, with the training
 * @param expectations in the order of their block
 */
@API(status = API.Status.INTERNAL)
public record CheckedScenario(
    String scenario,
    long seed,
    Optional<String> run,
    Optional<String> failures,
    String again,
    double seconds,
    List<CheckedExpectation> expectations) {

  /** Takes a copy. */
  public CheckedScenario {
    expectations = List.copyOf(expectations);
  }

  /** The scenario with its seed, for a person. */
  public String title() {
    return "%s, seed %d".formatted(scenario, seed);
  }

  /** How many expectations have a verdict. */
  public long count(Verdict verdict) {
    return expectations.stream().filter(each -> each.verdict() == verdict).count();
  }
}
