package org.e2hil.testing;

import java.util.function.Function;
import java.util.function.Supplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;

/**
 * Something that acts, the world that it acts in, and a series of episodes, which a seed decides.
 * The episodes are those of {@code e2hil demo --seed}; no training and no evaluation of a run uses
 * them. Used by one thread.
 */
public final class PolicyInWorld {

  /** The seed of the episodes unless another one is asked for. */
  public static final long DEFAULT_SEED = 1;

  /** An opened world and what acts in it. The opener closes it. */
  interface Hand extends AutoCloseable {

    Environment environment();

    /** An episode has begun. */
    default void begin(long episodeSeed) {}

    Action act(Observation seen);

    @Override
    default void close() {}
  }

  /** What shows an episode to a person. */
  @FunctionalInterface
  interface Look {

    /**
     * The options of {@code e2hil demo} that name the world and who acts.
     *
     * @param spec of the world
     */
    String options(EnvironmentSpec spec);
  }

  /**
   * One episode.
   *
   * @param number in the series, from 0
   * @param seed of the episode
   * @param steps control periods
   * @param end how it ended
   */
  record Episode(int number, long seed, int steps, EpisodeEnd end) {}

  private final String name;
  private final Supplier<Hand> opens;
  private final Look look;
  private final long seed;

  private PolicyInWorld(String name, Supplier<Hand> opens, Look look, long seed) {
    this.name = name;
    this.opens = opens;
    this.look = look;
    this.seed = seed;
  }

  /**
   * A policy of one's own. The world stays open.
   *
   * @param policy answers an observation with an action; has no memory of earlier episodes
   */
  public static PolicyInWorld of(Environment environment, Function<Observation, Action> policy) {
    Hand hand =
        new Hand() {
          @Override
          public Environment environment() {
            return environment;
          }

          @Override
          public Action act(Observation seen) {
            return policy.apply(seen);
          }
        };
    return new PolicyInWorld("the policy", () -> hand, spec -> "", DEFAULT_SEED);
  }

  /**
   * The scripted expert of a world. The world stays open.
   *
   * @param noise standard deviation of the noise in its hand, as a share of full scale, from 0 to 1
   * @throws IllegalArgumentException if the world has no expert, or for another noise
   */
  public static PolicyInWorld expert(Workcell workcell, double noise) {
    if (!(0 <= noise && noise <= 1)) {
      throw new IllegalArgumentException("the noise must lie in [0, 1], but is " + noise);
    }
    EnvironmentSpec spec = workcell.environment().spec();
    Expert expert =
        workcell
            .expert()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no scripted expert for %s".formatted(spec.robot(), spec.task())));
    Hand hand =
        new Hand() {
          @Override
          public Environment environment() {
            return workcell.environment();
          }

          @Override
          public void begin(long episodeSeed) {
            expert.begin(SeededRandom.of(episodeSeed, "demonstrator"), noise);
          }

          @Override
          public Action act(Observation seen) {
            return expert.act();
          }
        };
    Look look =
        shown ->
            "%s --robot %s%s"
                .formatted(
                    shown.task(),
                    shown.robot(),
                    noise == 0 ? "" : " --noise " + Words.number(noise));
    return new PolicyInWorld("the scripted expert", () -> hand, look, DEFAULT_SEED);
  }

  /** What opens a world for each assertion, which closes it. */
  static PolicyInWorld opening(String name, Supplier<Hand> opens, Look look) {
    return new PolicyInWorld(name, opens, look, DEFAULT_SEED);
  }

  /** The same with another series of episodes. */
  public PolicyInWorld withSeed(long other) {
    return new PolicyInWorld(name, opens, look, other);
  }

  /** Who acts, for a message. */
  String name() {
    return name;
  }

  /** Opens the world, or gives the open one. */
  Hand open() {
    return opens.get();
  }

  /** Plays an episode of the series to its end, once. */
  Episode play(Hand hand, int number) {
    long episodeSeed = SeededRandom.seed(seed, "demo", number);
    Observation seen;
    try {
      seen = hand.environment().reset(episodeSeed);
    } catch (EnvironmentFaultException e) {
      return new Episode(number, episodeSeed, 0, EpisodeEnd.fault(e.getMessage()));
    }
    hand.begin(episodeSeed);
    int steps = 0;
    StepResult result;
    do {
      result = hand.environment().step(hand.act(seen));
      seen = result.observation();
      steps++;
    } while (!result.episodeEnd().isEnd());
    return new Episode(number, episodeSeed, steps, result.episodeEnd());
  }

  /** A command that shows an episode, or how to begin it in Java where there is none. */
  String look(EnvironmentSpec spec, Episode episode) {
    String options = look.options(spec);
    return options.isEmpty()
        ? "environment.reset(%dL) begins it again".formatted(episode.seed())
        : "./e2hil demo %s --seed %d --episodes %d --out frames"
            .formatted(options, seed, episode.number() + 1);
  }
}
