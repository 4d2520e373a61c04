package org.e2hil.scenarios.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Expectations;
import org.e2hil.scenarios.statistics.RateDifference;

/** Judges what a training came to. */
@API(status = API.Status.INTERNAL)
public final class RunJudge {

  /** How seldom a policy that is good enough may fail {@link #reaches}. */
  private static final double RISK = 0.01;

  private static final int EPISODES_LISTED = 10;

  private final TrainedRun run;
  private final String howToAccept;

  /**
   * Of one run.
   *
   * @param howToAccept what a person does to accept it as a baseline, in a message
   */
  public RunJudge(TrainedRun run, String howToAccept) {
    this.run = run;
    this.howToAccept = howToAccept;
  }

  /**
   * Judges a success rate by the last evaluation within some control periods. It fails if a policy
   * of that rate would succeed in as few of its episodes with a chance of less than 1%.
   */
  public Finding reaches(Expectations.Reaches asked) {
    Optional<Evaluated> found = Evaluated.until(run, asked.within());
    return found
        .map(evaluated -> reaches(asked.rate(), evaluated))
        .orElseGet(
            () ->
                Finding.unjudged(
                    "%s was not evaluated within %s control periods: set evaluation.everySteps, or train for no more with training.steps"
                        .formatted(name(), Words.count(asked.within()))));
  }

  private Finding reaches(double rate, Evaluated evaluated) {
    int episodes = evaluated.judged();
    int successes = evaluated.successes();
    Optional<String> tooFew = tooFewToReach(rate, episodes);
    if (tooFew.isPresent()) {
      return Finding.unjudged(tooFew.get());
    }
    double measured = (double) successes / episodes;
    String cameTo =
        "%s came to %d of %d episodes (%s) after %s control periods, with %s actions"
            .formatted(
                name(),
                successes,
                episodes,
                Words.percent(measured),
                Words.count(evaluated.envSteps()),
                Words.of(evaluated.mode()));
    double chance = chance(rate, successes, episodes);
    if (measured >= rate || chance >= RISK) {
      return Finding.held(cameTo + ".");
    }
    return Finding.failed(
        List.of(
            "%s: %s less than the %s that were asked for."
                .formatted(cameTo, Words.points(rate - measured), Words.percent(rate)),
            "A policy of %s would succeed in so few with a chance of %s."
                .formatted(Words.percent(rate), Words.chance(chance)),
            look()),
        failedAtTheEnd());
  }

  /** Why so many evaluated episodes cannot show that a rate was not reached; empty if they can. */
  static Optional<String> tooFewToReach(double rate, int episodes) {
    double chance = chance(rate, 0, episodes);
    return chance < RISK
        ? Optional.empty()
        : Optional.of(
            "%d evaluated episodes are too few to tell: even a policy of %s fails in all of them with a chance of %s; ask for more with evaluation.episodes"
                .formatted(episodes, Words.percent(rate), Words.chance(chance)));
  }

  /** That a policy of a rate succeeds in so few episodes. */
  private static double chance(double rate, int successes, int episodes) {
    return new BinomialDistribution(null, episodes, rate).cumulativeProbability(successes);
  }

  /** Judges the share of the training's control periods in which a hand acted. */
  public Finding needsInterventionsAtMost(double share) {
    double needed = run.summary().interventionRate().orElse(0);
    String measured =
        "%s needed a hand in %s of its %s control periods (in %s of the last fifth)"
            .formatted(
                name(),
                Words.percent(needed),
                Words.count(run.summary().envSteps()),
                Words.percent(run.summary().lateInterventionRate().orElse(0)));
    return needed <= share
        ? Finding.held(measured + ".")
        : Finding.failed(
            List.of(
                "%s, %s more than %s."
                    .formatted(measured, Words.points(needed - share), Words.percent(share)),
                "Each takeover and its reason: " + run.files().interventions()),
            failedAtTheEnd());
  }

  /**
   * Compares the policy with that of an accepted run, in their last evaluations: episode by episode
   * where these are the same, which is so with the same seed, task and robot. It fails if an
   * unchanged policy would lose as much with a probability of 2.5% at most.
   *
   * @param baseline a JSON file
   */
  public Finding isNotWorseThan(Path baseline) {
    Baseline now = Baseline.of(run);
    if (!Files.exists(baseline)) {
      return Finding.unjudged(
          "there is no baseline %s; %s to accept what the run came to: %d of %d episodes"
              .formatted(baseline, howToAccept, now.successes(), now.episodes()));
    }
    Baseline then = Baseline.read(baseline);
    if (!now.task().equals(then.task()) || !now.robot().equals(then.robot())) {
      return Finding.unjudged(
          "the baseline %s is of %s on %s, and the run of %s on %s: they cannot be compared"
              .formatted(baseline, then.task(), then.robot(), now.task(), now.robot()));
    }
    RateDifference change = now.since(then);
    if (!change.hasPower()) {
      return Finding.unjudged(
              "%d episodes of the baseline %s (%d successes) and %d of the run are too few to tell: no loss would be noticed with a chance of 80%%; ask for more with evaluation.episodes"
                  .formatted(then.episodes(), baseline, then.successes(), now.episodes()))
          .comparedWith(then);
    }
    Finding finding =
        change.isWorse()
            ? Finding.failed(worse(now, then, change, baseline), lost(now, then))
            : Finding.held(
                "%s came to %d of %d episodes, and the baseline of commit %s to %d of %d."
                    .formatted(
                        name(),
                        now.successes(),
                        now.episodes(),
                        then.commit(),
                        then.successes(),
                        then.episodes()));
    return finding.comparedWith(then);
  }

  private List<String> worse(Baseline now, Baseline then, RateDifference change, Path baseline) {
    boolean paired = now.hasTheEpisodesOf(then);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is worse than the baseline of commit %s: %d of %d episodes instead of %d of %d, %s less (95%% interval of the difference: %s to %s)."
            .formatted(
                name(),
                then.commit(),
                now.successes(),
                now.episodes(),
                then.successes(),
                then.episodes(),
                Words.points(change.difference()),
                Words.percent(change.low95()),
                Words.percent(change.high95())));
    lines.add(
        "An unchanged policy would lose as much or more with a chance of %s; at %s or less this fails."
            .formatted(Words.chance(change.chance()), Words.percent(RateDifference.RISK)));
    lines.add(
        paired
            ? "Compared in the same %d episodes, with Newcombe's interval for pairs. Lost: %s."
                .formatted(now.episodesInCommon(then), numbers(now.lostSince(then)))
            : "Compared in different episodes (another seed or other settings of the world), with Newcombe's interval.");
    lines.add(
        "So many episodes notice a loss of %s with a chance of 80%%."
            .formatted(Words.points(change.noticedLoss())));
    lines.add(
        "The same episodes again: ./e2hil evaluate %s --episodes %d"
            .formatted(run.directory(), now.outcomes().length()));
    lines.add(look());
    lines.add("If that is wanted, %s, which rewrites %s.".formatted(howToAccept, baseline));
    return lines;
  }

  private static String numbers(int[] episodes) {
    String listed =
        Arrays.stream(episodes)
            .limit(EPISODES_LISTED)
            .mapToObj(episode -> "episode " + episode)
            .collect(Collectors.joining(", "));
    int others = episodes.length - EPISODES_LISTED;
    return others > 0 ? "%s and %d more".formatted(listed, others) : listed;
  }

  /** The episodes that were lost where they are the same, else all that failed. */
  private List<EpisodeStart> lost(Baseline now, Baseline then) {
    return now.hasTheEpisodesOf(then)
        ? Arrays.stream(now.lostSince(then))
            .mapToObj(number -> EpisodeStart.evaluated(now.seed(), number))
            .toList()
        : failedAtTheEnd();
  }

  /**
   * Trains the same scenario with the same seed once more, which takes as long as it took, and
   * compares to the last bit.
   *
   * @throws IllegalArgumentException if the scenario learns concurrently, which repeats nothing
   */
  public Finding isBitExactAgain() {
    return RunRepetition.differenceOf(run)
        .map(
            difference ->
                Finding.failed(
                    List.of(
                        "%s came to something else when it was repeated: %s"
                            .formatted(name(), difference),
                        "Repeat it: ./e2hil train %s --out again"
                            .formatted(run.files().scenario())),
                    List.of()))
        .orElseGet(() -> Finding.held(name() + " came to the same numbers when it was repeated."));
  }

  /** Accepts the run: later ones are compared with it. */
  public Finding accept(Path baseline) {
    Baseline now = Baseline.of(run);
    now.write(baseline);
    return Finding.held(
        "%s is accepted with %d of %d episodes and kept in %s; commit that file."
            .formatted(name(), now.successes(), now.episodes(), baseline));
  }

  private List<EpisodeStart> failedAtTheEnd() {
    return Evaluated.until(run, run.summary().envSteps())
        .map(evaluated -> evaluated.failed(run.scenario().seed()))
        .orElse(List.of());
  }

  private String name() {
    return Words.capital(run.name());
  }

  private String look() {
    return "Look: ./e2hil demo %s --policies %s --episodes 5 --out frames"
        .formatted(run.files().scenario(), run.directory());
  }
}
