package org.e2hil.scenarios.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apiguardian.api.API;
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
import org.e2hil.scenarios.experiment.TrainedPolicy;

/**
 * Something that acts, the world that it acts in, and a series of episodes, which a seed decides.
 * The episodes are those of {@code e2hil demo --seed}; no training and no evaluation of a run uses
 * them. Used by one thread.
 */
@API(status = API.Status.EXPERIMENTAL)
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
   * @param start where it began
   * @param steps control periods
   * @param end how it ended
   */
  record Episode(EpisodeStart start, int steps, EpisodeEnd end) {}

  private final String name;
  private final Function<List<String>, Hand> opens;
  private final Look look;
  private final long seed;
  private final Optional<TrainedRun> run;

  private PolicyInWorld(
      String name,
      Function<List<String>, Hand> opens,
      Look look,
      long seed,
      Optional<TrainedRun> run) {
    this.name = name;
    this.opens = opens;
    this.look = look;
    this.seed = seed;
    this.run = run;
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
    return opened("the policy", hand, spec -> "");
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
    return opened("the scripted expert", hand, look);
  }

  private static PolicyInWorld opened(String name, Hand hand, Look look) {
    return new PolicyInWorld(name, cameras -> hand, look, DEFAULT_SEED, Optional.empty());
  }

  /** The policy of a run, with mean actions, in the world that it was trained in. */
  static PolicyInWorld of(TrainedRun run) {
    String options = "%s --policies %s".formatted(run.files().scenario(), run.directory());
    return new PolicyInWorld(
        "the trained policy",
        cameras -> new TrainedHand(run.open(cameras)),
        spec -> options,
        DEFAULT_SEED,
        Optional.of(run));
  }

  private record TrainedHand(TrainedPolicy policy) implements Hand {

    @Override
    public Environment environment() {
      return policy.environment();
    }

    @Override
    public Action act(Observation seen) {
      return policy.act(seen);
    }

    @Override
    public void close() {
      policy.close();
    }
  }

  /** The same with another series of episodes. */
  public PolicyInWorld withSeed(long other) {
    return new PolicyInWorld(name, opens, look, other, run);
  }

  /** Who acts, for a message. */
  String name() {
    return name;
  }

  /** The run that it was learned in; empty for anything else that acts. */
  Optional<TrainedRun> run() {
    return run;
  }

  /** Where an episode of the series begins. */
  EpisodeStart start(int number) {
    return EpisodeStart.heldOut(seed, number);
  }

  /**
   * Opens the world, or gives the open one.
   *
   * @param cameras observation groups that there shall be beside those that the policy sees, where
   *     it is opened
   */
  Hand open(List<String> cameras) {
    return opens.apply(cameras);
  }

  /**
   * Plays an episode to its end, once.
   *
   * @param watches is shown what is seen, from the reset to the end
   */
  Episode play(Hand hand, EpisodeStart start, Consumer<Observation> watches) {
    Observation seen;
    try {
      seen = hand.environment().reset(start.seed());
    } catch (EnvironmentFaultException e) {
      return new Episode(start, 0, EpisodeEnd.fault(e.getMessage()));
    }
    watches.accept(seen);
    hand.begin(start.seed());
    int steps = 0;
    StepResult result;
    do {
      result = hand.environment().step(hand.act(seen));
      seen = result.observation();
      watches.accept(seen);
      steps++;
    } while (!result.episodeEnd().isEnd());
    return new Episode(start, steps, result.episodeEnd());
  }

  /** A command that shows an episode, or how to begin it in Java where there is none. */
  String look(EnvironmentSpec spec, EpisodeStart start) {
    String options = look.options(spec);
    return options.isEmpty()
        ? "environment.reset(%dL) begins it again".formatted(start.seed())
        : "./e2hil demo %s --seed %d --episodes %d --out frames"
            .formatted(options, seed, start.number() + 1);
  }
}
