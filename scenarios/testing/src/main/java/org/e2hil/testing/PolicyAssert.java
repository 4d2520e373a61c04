package org.e2hil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.util.CheckReturnValue;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.training.FaultsInARow;
import org.e2hil.testing.PolicyInWorld.Episode;
import org.e2hil.testing.SequentialTest.Trial;
import org.e2hil.testing.SequentialTest.Verdict;

/** Assertions on how often a policy succeeds. */
public final class PolicyAssert extends AbstractAssert<PolicyAssert, PolicyInWorld> {

  private static final int FAILURES_LISTED = 5;

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
    try (PolicyInWorld.Hand hand = actual.open()) {
      Trial trial = test.begin();
      FaultsInARow faults = new FaultsInARow();
      List<Episode> failed = new ArrayList<>();
      int broken = 0;
      for (int number = 0; trial.verdict() == Verdict.UNDECIDED; number++) {
        Episode episode = actual.play(hand, number);
        faults.count(episode.end());
        if (!episode.end().isLearnable()) {
          trial.leaveOut(number);
          broken++;
        } else {
          boolean success = episode.end().kind() == EpisodeEnd.Kind.SUCCESS;
          trial.add(number, success);
          if (!success) {
            failed.add(episode);
          }
        }
      }
      if (trial.verdict() == Verdict.REJECTED) {
        failWithMessage("%s", message(test, trial, failed, broken, hand.environment().spec()));
      }
    }
  }

  private String message(
      SequentialTest test, Trial trial, List<Episode> failed, int broken, EnvironmentSpec spec) {
    double rate = (double) trial.successes() / trial.episodes();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s on %s succeeded in %d of %d episodes (%s), %s less than the %s that were asked for."
            .formatted(
                Words.capital(actual.name()),
                spec.task(),
                spec.robot(),
                trial.successes(),
                trial.episodes(),
                Words.percent(rate),
                Words.points(test.goodRate() - rate),
                Words.percent(test.goodRate())));
    lines.add(
        "A policy that succeeds in %s fails this test with a chance of %s; one that succeeds in %s passes it with a chance of %s."
            .formatted(
                Words.percent(test.goodRate()),
                Words.chance(1 - test.at(test.goodRate()).acceptance()),
                Words.percent(test.badRate()),
                Words.chance(test.at(test.badRate()).acceptance())));
    if (trial.isCutShort()) {
      lines.add("It was decided by the maximal number of episodes, for the likelier rate.");
    }
    if (broken > 0) {
      lines.add("%d episodes in which the world broke were left out.".formatted(broken));
    }
    lines.add("Failed: " + failures(failed));
    lines.add("Look at the first of them: " + actual.look(spec, failed.get(0)));
    return String.join(System.lineSeparator(), lines);
  }

  private static String failures(List<Episode> failed) {
    String listed =
        failed.stream()
            .limit(FAILURES_LISTED)
            .map(
                episode ->
                    "episode %d (%s after %d steps)"
                        .formatted(episode.number(), episode.end().reason(), episode.steps()))
            .collect(Collectors.joining(", "));
    int others = failed.size() - FAILURES_LISTED;
    return others > 0 ? "%s and %d more.".formatted(listed, others) : listed + ".";
  }
}
