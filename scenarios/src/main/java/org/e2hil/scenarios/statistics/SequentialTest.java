package org.e2hil.scenarios.statistics;

import java.util.HashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Wald's sequential probability ratio test of a success rate (Wald, 1945). After each episode it
 * either decides or asks for another one, so that a policy which is clearly good or clearly bad is
 * judged after a few episodes.
 *
 * <p>A policy whose rate is {@code goodRate} or more is rejected with a probability of at most
 * {@code risk}, and one whose rate is {@code badRate} or less is accepted with a probability of at
 * most {@code risk}. Between the two rates either verdict is right. {@link #at} computes how often
 * and how soon a policy of any rate is accepted.
 *
 * @param goodRate success rate of a policy that must be accepted, below 1
 * @param badRate success rate of a policy that must be rejected, above 0 and below {@code goodRate}
 * @param risk largest probability of a wrong verdict on such a policy, above 0 and below 0.5
 * @param maximumEpisodes after which the test decides for the likelier of the two rates; {@link
 *     #of} chooses the smallest number with which both errors stay within {@code risk}
 */
@API(status = API.Status.EXPERIMENTAL)
public record SequentialTest(double goodRate, double badRate, double risk, int maximumEpisodes) {

  /** What the test says. */
  public enum Verdict {
    /** The evidence is for the good rate. */
    ACCEPTED,
    /** The evidence is for the bad rate. */
    REJECTED,
    /** More episodes are needed. */
    UNDECIDED
  }

  /**
   * How the test treats policies of one success rate; exact but for rounding.
   *
   * @param rate of success
   * @param acceptance probability that such a policy is accepted; otherwise it is rejected
   * @param meanEpisodes expected number of episodes until the verdict
   * @param cutShort probability that the maximal number of episodes decides
   */
  public record Performance(double rate, double acceptance, double meanEpisodes, double cutShort) {}

  /** Refuses rates and risks for which there is no such test. */
  public SequentialTest {
    require(goodRate, badRate, risk);
    if (maximumEpisodes < 1) {
      throw new IllegalArgumentException(
          "there must be one episode at least, but the maximum is " + maximumEpisodes);
    }
  }

  /**
   * Refuses rates and a risk for which there is no test.
   *
   * @throws IllegalArgumentException for such
   */
  public static void require(double goodRate, double badRate, double risk) {
    if (!(0 < badRate && badRate < goodRate && goodRate < 1)) {
      throw new IllegalArgumentException(
          "the rates must satisfy 0 < rejected < accepted < 1, but %s is rejected and %s accepted"
              .formatted(badRate, goodRate));
    }
    if (!(0 < risk && risk < 0.5)) {
      throw new IllegalArgumentException("the risk must lie between 0 and 0.5, but is " + risk);
    }
  }

  /**
   * The test that keeps both errors within {@code risk} with the smallest maximal number of
   * episodes.
   *
   * @throws IllegalArgumentException for rates and risks for which there is no such test
   */
  public static SequentialTest of(double goodRate, double badRate, double risk) {
    SequentialTest endless = new SequentialTest(goodRate, badRate, risk, Integer.MAX_VALUE);
    SequentialWalk good = new SequentialWalk(endless, goodRate);
    SequentialWalk bad = new SequentialWalk(endless, badRate);
    do {
      good.advance();
      bad.advance();
    } while (good.rejectedIfItEndedHere() > risk || bad.acceptedIfItEndedHere() > risk);
    return endless.withMaximum(good.episodes());
  }

  /** The same with another maximal number of episodes, which changes both errors. */
  public SequentialTest withMaximum(int episodes) {
    return new SequentialTest(goodRate, badRate, risk, episodes);
  }

  /**
   * The same without a maximum, to see what the maximum costs. Between the rates it can take long.
   */
  public SequentialTest endless() {
    return withMaximum(Integer.MAX_VALUE);
  }

  /**
   * How the test treats policies of this success rate, by a dynamic program over all ways that the
   * evidence can take.
   *
   * @param rate from 0 to 1
   */
  public Performance at(double rate) {
    if (!(0 <= rate && rate <= 1)) {
      throw new IllegalArgumentException("a rate must lie in [0, 1], but is " + rate);
    }
    SequentialWalk walk = new SequentialWalk(this, rate);
    while (!walk.isOver()) {
      walk.advance();
    }
    return walk.performance();
  }

  /** Begins to judge one policy. */
  public Trial begin() {
    return new Trial(this);
  }

  /** The verdict after that many successes where none was reached before. */
  Verdict verdict(int successes, int episodes) {
    double evidence = evidence(successes, episodes);
    // log(1/risk) keeps both errors within the risk; Wald's log((1-risk)/risk) only almost
    double bound = -Math.log(risk);
    if (evidence >= bound) {
      return Verdict.ACCEPTED;
    }
    if (evidence <= -bound) {
      return Verdict.REJECTED;
    }
    return episodes < maximumEpisodes ? Verdict.UNDECIDED : likelier(successes, episodes);
  }

  /** Whether the maximal number of episodes decides here, and not the evidence. */
  boolean isCutShort(int successes, int episodes) {
    return episodes >= maximumEpisodes && Math.abs(evidence(successes, episodes)) < -Math.log(risk);
  }

  /** The verdict of the maximal number of episodes. */
  Verdict likelier(int successes, int episodes) {
    return evidence(successes, episodes) > 0 ? Verdict.ACCEPTED : Verdict.REJECTED;
  }

  /** Logarithm of the likelihood ratio of the good rate to the bad one. */
  private double evidence(int successes, int episodes) {
    return successes * Math.log(goodRate / badRate)
        - (episodes - successes) * Math.log((1 - badRate) / (1 - goodRate));
  }

  /**
   * One policy under test. Outcomes are taken in the order of their episodes' numbers, whatever the
   * order in which they come: the verdict is the same if episodes are played one by one, in batches
   * or in parallel. No episode counts twice. Thread-safe.
   */
  public static final class Trial {

    private enum Outcome {
      SUCCESS,
      FAILURE,
      NONE
    }

    private final SequentialTest test;
    private final Map<Integer, Outcome> early = new HashMap<>();
    private Verdict verdict = Verdict.UNDECIDED;
    private int next;
    private int episodes;
    private int successes;

    private Trial(SequentialTest test) {
      this.test = test;
    }

    /**
     * Counts an episode.
     *
     * @param number of the episode, from 0
     * @throws IllegalArgumentException if that episode was counted or left out before
     */
    public void add(int number, boolean success) {
      take(number, success ? Outcome.SUCCESS : Outcome.FAILURE);
    }

    /**
     * Leaves out an episode in which the world broke, which says nothing of the policy.
     *
     * @param number of the episode, from 0
     * @throws IllegalArgumentException if that episode was counted or left out before
     */
    public void leaveOut(int number) {
      take(number, Outcome.NONE);
    }

    private synchronized void take(int number, Outcome outcome) {
      if (number < next || early.putIfAbsent(number, outcome) != null) {
        throw new IllegalArgumentException(
            "episode %d was counted before, and none is tried twice".formatted(number));
      }
      while (verdict == Verdict.UNDECIDED && early.containsKey(next)) {
        count(early.remove(next));
        next++;
      }
    }

    private void count(Outcome outcome) {
      if (outcome == Outcome.NONE) {
        return;
      }
      episodes++;
      successes += outcome == Outcome.SUCCESS ? 1 : 0;
      verdict = test.verdict(successes, episodes);
    }

    /** What the outcomes so far say; once decided, later ones change nothing. */
    public synchronized Verdict verdict() {
      return verdict;
    }

    /** Episodes that the verdict rests on. */
    public synchronized int episodes() {
      return episodes;
    }

    /** Those of them that succeeded. */
    public synchronized int successes() {
      return successes;
    }

    /** Whether the maximal number of episodes decided, and not the evidence. */
    public synchronized boolean isCutShort() {
      return verdict != Verdict.UNDECIDED && test.isCutShort(successes, episodes);
    }
  }
}
