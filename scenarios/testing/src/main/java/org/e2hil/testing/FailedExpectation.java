package org.e2hil.testing;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.scenarios.check.FailureFolder;
import org.e2hil.scenarios.check.Finding;
import org.e2hil.scenarios.check.PolicyInWorld;

/** An assertion that failed, with what shows why. */
final class FailedExpectation extends AssertionError {

  private static final long serialVersionUID = 1;

  private final transient PolicyInWorld policy;
  private final transient Finding finding;

  private FailedExpectation(
      String message, StackTraceElement[] trace, PolicyInWorld policy, Finding finding) {
    super(message);
    this.policy = policy;
    this.finding = finding;
    setStackTrace(trace);
  }

  /**
   * What is thrown where something does not hold; of what nobody could judge there is nothing to
   * show.
   *
   * @param described has the finding's message, after what {@code as} says
   */
  static AssertionError of(AssertionError described, PolicyInWorld policy, Finding finding) {
    return finding.verdict() == Finding.Verdict.FAILED
        ? new FailedExpectation(described.getMessage(), described.getStackTrace(), policy, finding)
        : described;
  }

  /** Fills a folder with what shows why, and gives the same failure with that in its message. */
  FailedExpectation shownIn(Path folder) {
    List<String> lines = new ArrayList<>(List.of(getMessage()));
    lines.addAll(
        FailureFolder.write(
            folder, policy, finding.failed(), finding.baseline(), InstantSource.system()));
    return new FailedExpectation(
        String.join(System.lineSeparator(), lines), getStackTrace(), policy, finding);
  }
}
