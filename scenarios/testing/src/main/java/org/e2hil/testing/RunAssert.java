package org.e2hil.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.util.CheckReturnValue;

/** Assertions on what a training came to. */
public final class RunAssert extends AbstractAssert<RunAssert, TrainedRun> {

  /** How seldom a policy that is good enough may fail {@link #reaches}. */
  private static final double RISK = 0.01;

  private static final int EPISODES_LISTED = 10;

  RunAssert(TrainedRun actual) {
    super(actual, RunAssert.class);
  }

  /**
   * Begins the assertion that the policy comes to a success rate. Nothing is asserted before {@link
   * Reaches#within}.
   *
   * @param rate between 0 and 1
   */
  @CheckReturnValue
  public Reaches reaches(double rate) {
    isNotNull();
    if (!(0 < rate && rate <= 1)) {
      throw new IllegalArgumentException("the rate must lie in (0, 1], but is " + rate);
    }
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
     */
    public RunAssert within(long envSteps) {
      Optional<Evaluated> found = Evaluated.until(actual, envSteps);
      if (found.isEmpty()) {
        failWithMessage(
            "%s was not evaluated within %s control periods: set evaluation.everySteps, or train for no more with training.steps",
            Words.capital(actual.name()), Words.count(envSteps));
      } else {
        check(found.get());
      }
      return RunAssert.this;
    }

    private void check(Evaluated evaluated) {
      int episodes = evaluated.judged();
      int successes = evaluated.successes();
      if (chance(0, episodes) >= RISK) {
        failWithMessage(
            "%d evaluated episodes are too few to tell: even a policy of %s fails in all of them with a chance of %s; ask for more with evaluation.episodes",
            episodes, Words.percent(rate), Words.chance(chance(0, episodes)));
      }
      double measured = (double) successes / episodes;
      if (measured < rate && chance(successes, episodes) < RISK) {
        failWithMessage(
            "%s",
            String.join(
                System.lineSeparator(),
                "%s came to %d of %d episodes (%s) after %s control periods, with %s actions: %s less than the %s that were asked for."
                    .formatted(
                        Words.capital(actual.name()),
                        successes,
                        episodes,
                        Words.percent(measured),
                        Words.count(evaluated.envSteps()),
                        evaluated.mode().name().toLowerCase(Locale.ROOT),
                        Words.points(rate - measured),
                        Words.percent(rate)),
                "A policy of %s would succeed in so few with a chance of %s."
                    .formatted(Words.percent(rate), Words.chance(chance(successes, episodes))),
                look()));
      }
    }

    /** That a policy of the rate succeeds in so few episodes. */
    private double chance(int successes, int episodes) {
      return new BinomialDistribution(null, episodes, rate).cumulativeProbability(successes);
    }
  }

  /**
   * Asserts that a hand acted in no more than this share of the training's control periods.
   *
   * @param share from 0 to 1
   */
  public RunAssert needsInterventionsAtMost(double share) {
    isNotNull();
    double needed = actual.summary().interventionRate().orElse(0);
    if (needed > share) {
      failWithMessage(
          "%s%n%s",
          "%s needed a hand in %s of its %s control periods (in %s of the last fifth), %s more than %s."
              .formatted(
                  Words.capital(actual.name()),
                  Words.percent(needed),
                  Words.count(actual.summary().envSteps()),
                  Words.percent(actual.summary().lateInterventionRate().orElse(0)),
                  Words.points(needed - share),
                  Words.percent(share)),
          "Each takeover and its reason: " + actual.files().interventions());
    }
    return this;
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
    isNotNull();
    Baseline now = Baseline.of(actual);
    if (Approval.isGiven()) {
      now.write(baseline);
      Approval.tell("What " + actual.name() + " came to", baseline);
      return this;
    }
    if (!Files.exists(baseline)) {
      failWithMessage(
          "there is no baseline %s; %s to accept what the run came to: %d of %d episodes",
          baseline, Approval.HOW, now.successes(), now.episodes());
    }
    Baseline then = Baseline.read(baseline);
    if (!now.task().equals(then.task()) || !now.robot().equals(then.robot())) {
      failWithMessage(
          "the baseline %s is of %s on %s, and the run of %s on %s: they cannot be compared",
          baseline, then.task(), then.robot(), now.task(), now.robot());
    }
    RateDifference change = now.since(then);
    if (!change.hasPower()) {
      failWithMessage(
          "%d episodes of the baseline %s (%d successes) and %d of the run are too few to tell: no loss would be noticed with a chance of 80%%; ask for more with evaluation.episodes",
          then.episodes(), baseline, then.successes(), now.episodes());
    }
    if (change.isWorse()) {
      failWithMessage("%s", worse(now, then, change, baseline));
    }
    return this;
  }

  private String worse(Baseline now, Baseline then, RateDifference change, Path baseline) {
    boolean paired = now.hasTheEpisodesOf(then);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is worse than the baseline of commit %s: %d of %d episodes instead of %d of %d, %s less (95%% interval of the difference: %s to %s)."
            .formatted(
                Words.capital(actual.name()),
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
            .formatted(actual.directory(), now.outcomes().length()));
    lines.add(look());
    lines.add("If that is wanted, %s, which rewrites %s.".formatted(Approval.HOW, baseline));
    return String.join(System.lineSeparator(), lines);
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

  private String look() {
    return "Look: ./e2hil demo %s --policies %s --episodes 5 --out frames"
        .formatted(actual.files().scenario(), actual.directory());
  }

  /**
   * Asserts that the same scenario with the same seed gives the same run again, to the last bit: it
   * is trained once more, which takes as long as it took.
   *
   * @throws AssertionError if any number differs, naming the first
   * @throws IllegalArgumentException if the scenario learns concurrently, which repeats nothing
   */
  public RunAssert isBitExactAgain() {
    isNotNull();
    RunRepetition.differenceOf(actual)
        .ifPresent(
            difference ->
                failWithMessage(
                    "%s%n%s",
                    Words.capital(actual.name())
                        + " came to something else when it was repeated: "
                        + difference,
                    "Repeat it: ./e2hil train %s --out again"
                        .formatted(actual.files().scenario())));
    return this;
  }
}
