package org.e2hil.scenarios.check;

import org.apiguardian.api.API;
import org.e2hil.scenarios.check.Finding.Verdict;

/**
 * An expectation that was judged.
 *
 * @param expectation in the words of the scenario
 * @param verdict whether it holds
 * @param seconds that judging took
 * @param message what was measured; also why it does not hold, and what to do
 */
@API(status = API.Status.INTERNAL)
public record CheckedExpectation(
    String expectation, Verdict verdict, double seconds, String message) {

  CheckedExpectation with(String more) {
    String longer = message + System.lineSeparator() + more;
    return new CheckedExpectation(expectation, verdict, seconds, longer);
  }
}
