package org.e2hil.testing;

import java.nio.file.Path;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.util.CheckReturnValue;
import org.e2hil.scenarios.check.Finding;
import org.e2hil.scenarios.check.RunJudge;
import org.e2hil.scenarios.check.TrainedRun;
import org.e2hil.scenarios.config.Expectations;

/** Assertions on what a training came to. */
public final class RunAssert extends AbstractAssert<RunAssert, TrainedRun> {

  RunAssert(TrainedRun actual) {
    super(actual, RunAssert.class);
  }

  /**
   * Begins the assertion that the policy comes to a success rate. Nothing is asserted before {@link
   * Reaches#within}.
   *
   * @param rate above 0 and up to 1
   */
  @CheckReturnValue
  public Reaches reaches(double rate) {
    return new Reaches(rate);
  }

  /** A success rate that is to be reached. */
  public final class Reaches {

    private final double rate;

    private Reaches(double rate) {
      this.rate = rate;
    }

    /**
     * Asserts it of the last evaluation after no more than that many control periods. It fails if a
     * policy of that rate would succeed in as few of the evaluation's episodes with a chance of
     * less than 1%.
     *
     * @throws AssertionError if the rate was not reached, or the evaluation has too few episodes to
     *     tell
     * @throws IllegalArgumentException if the rate is none
     */
    public RunAssert within(long envSteps) {
      return require(judge().reaches(new Expectations.Reaches(rate, envSteps)));
    }
  }

  /**
   * Asserts that a hand acted in no more than this share of the training's control periods.
   *
   * @param share from 0 to 1
   */
  public RunAssert needsInterventionsAtMost(double share) {
    return require(judge().needsInterventionsAtMost(share));
  }

  /**
   * Asserts that the policy does not succeed less often than that of an accepted run. Both are
   * compared in their last evaluation, episode by episode where these are the same, which is so
   * with the same seed, task and robot. It fails if an unchanged policy would lose as much with a
   * probability of 2.5% at most.
   *
   * <p>With {@code -De2hil.approve} the run is accepted and written to the file.
   *
   * @param baseline a JSON file, such as {@code src/test/resources/pick-banana.baseline.json}
   * @throws AssertionError if it is worse, there is no baseline, or none that could tell
   */
  public RunAssert isNotWorseThan(Path baseline) {
    if (!Approval.isGiven()) {
      return require(judge().isNotWorseThan(baseline));
    }
    Finding accepted = judge().accept(baseline);
    Approval.tell(accepted.message());
    return this;
  }

  /**
   * Asserts that the same scenario with the same seed gives the same run again, to the last bit: it
   * is trained once more, which takes as long as it took.
   *
   * @throws AssertionError if any number differs, naming the first
   * @throws IllegalArgumentException if the scenario learns concurrently, which repeats nothing
   */
  public RunAssert isBitExactAgain() {
    return require(judge().isBitExactAgain());
  }

  private RunJudge judge() {
    isNotNull();
    return new RunJudge(actual, Approval.HOW);
  }

  private RunAssert require(Finding finding) {
    if (!finding.holds()) {
      throw FailedExpectation.of(failure("%s", finding.message()), actual.policy(), finding);
    }
    return this;
  }
}
