package org.e2hil.testing;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.util.CheckReturnValue;
import org.e2hil.scenarios.check.Finding;
import org.e2hil.scenarios.check.PolicyInWorld;
import org.e2hil.scenarios.check.PolicyJudge;
import org.e2hil.scenarios.statistics.SequentialTest;

/** Assertions on how often a policy succeeds. */
public final class PolicyAssert extends AbstractAssert<PolicyAssert, PolicyInWorld> {

  PolicyAssert(PolicyInWorld actual) {
    super(actual, PolicyAssert.class);
  }

  /**
   * Begins a sequential test of the success rate. Nothing is played before {@link
   * Rejecting#atRisk}.
   *
   * @param rate of a policy that must pass, between 0 and 1
   */
  @CheckReturnValue
  public AtLeast succeedsAtLeast(double rate) {
    isNotNull();
    return new AtLeast(rate);
  }

  /** A success rate that must pass. */
  public final class AtLeast {

    private final double goodRate;

    private AtLeast(double goodRate) {
      this.goodRate = goodRate;
    }

    /**
     * Says what must fail.
     *
     * @param rate of a policy that must fail; the nearer to the other rate, the longer the test
     */
    @CheckReturnValue
    public Rejecting rejecting(double rate) {
      return new Rejecting(goodRate, rate);
    }
  }

  /** A success rate that must pass and one that must fail. */
  public final class Rejecting {

    private final double goodRate;
    private final double badRate;

    private Rejecting(double goodRate, double badRate) {
      this.goodRate = goodRate;
      this.badRate = badRate;
    }

    /**
     * Plays episodes until the verdict is clear. An episode in which the world breaks is left out;
     * none is played again.
     *
     * @param risk largest probability that a policy of the one rate fails, and that a policy of the
     *     other passes
     * @throws AssertionError if the policy is rejected
     * @throws IllegalArgumentException for rates and a risk for which there is no test
     * @throws org.e2hil.agent.env.EnvironmentFaultException if the world breaks in one episode
     *     after the other
     */
    public PolicyAssert atRisk(double risk) {
      judge(SequentialTest.of(goodRate, badRate, risk));
      return PolicyAssert.this;
    }
  }

  private void judge(SequentialTest test) {
    Finding finding = PolicyJudge.succeeds(actual, test);
    if (!finding.holds()) {
      throw FailedExpectation.of(failure("%s", finding.message()), actual, finding);
    }
  }
}
