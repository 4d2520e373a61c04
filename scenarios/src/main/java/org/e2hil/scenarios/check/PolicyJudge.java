package org.e2hil.scenarios.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.training.FaultsInARow;
import org.e2hil.scenarios.check.PolicyInWorld.Episode;
import org.e2hil.scenarios.statistics.SequentialTest;
import org.e2hil.scenarios.statistics.SequentialTest.Trial;
import org.e2hil.scenarios.statistics.SequentialTest.Verdict;

/** Judges how often a policy succeeds. */
@API(status = API.Status.INTERNAL)
public final class PolicyJudge {

  private static final int FAILURES_LISTED = 5;

  private PolicyJudge() {}

  /**
   * Plays episodes until the verdict is clear. An episode in which the world breaks is left out;
   * none is played again.
   *
   * @throws org.e2hil.agent.env.EnvironmentFaultException if the world breaks in one episode after
   *     the other
   */
  public static Finding succeeds(PolicyInWorld policy, SequentialTest test) {
    try (PolicyInWorld.Hand hand = policy.open(List.of())) {
      Trial trial = test.begin();
      FaultsInARow faults = new FaultsInARow();
      List<Episode> failed = new ArrayList<>();
      int broken = 0;
      for (int number = 0; trial.verdict() == Verdict.UNDECIDED; number++) {
        Episode episode = policy.play(hand, policy.start(number), seen -> {});
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
      EnvironmentSpec spec = hand.environment().spec();
      return trial.verdict() == Verdict.ACCEPTED
          ? Finding.held(measured(policy, trial, spec) + ".")
          : Finding.failed(
              lines(policy, test, trial, failed, broken, spec),
              failed.stream().map(Episode::start).toList());
    }
  }

  private static String measured(PolicyInWorld policy, Trial trial, EnvironmentSpec spec) {
    return "%s of %s on %s succeeded in %d of %d episodes (%s)"
        .formatted(
            Words.capital(policy.name()),
            spec.task(),
            spec.robot(),
            trial.successes(),
            trial.episodes(),
            Words.percent((double) trial.successes() / trial.episodes()));
  }

  private static List<String> lines(
      PolicyInWorld policy,
      SequentialTest test,
      Trial trial,
      List<Episode> failed,
      int broken,
      EnvironmentSpec spec) {
    double rate = (double) trial.successes() / trial.episodes();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s less than the %s that were asked for."
            .formatted(
                measured(policy, trial, spec),
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
    lines.add("Look at the first of them: " + policy.look(spec, failed.get(0).start()));
    return lines;
  }

  private static String failures(List<Episode> failed) {
    String listed =
        failed.stream()
            .limit(FAILURES_LISTED)
            .map(
                episode ->
                    "episode %d (%s after %d steps)"
                        .formatted(
                            episode.start().number(), episode.end().reason(), episode.steps()))
            .collect(Collectors.joining(", "));
    int others = failed.size() - FAILURES_LISTED;
    return others > 0 ? "%s and %d more.".formatted(listed, others) : listed + ".";
  }
}
