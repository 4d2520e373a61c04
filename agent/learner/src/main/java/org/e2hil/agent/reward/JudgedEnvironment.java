package org.e2hil.agent.reward;

import java.util.Map;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;

/**
 * A world in which a classifier says that the task is done. Everything else that ends an episode is
 * the world's own, a person's word among it. Where the world has a judge that knows, how the
 * episode ended says whether that judge agreed. The world itself can go on being used beside this,
 * and is then judged as ever. One thread; does not own the classifier.
 */
@API(status = API.Status.INTERNAL)
public final class JudgedEnvironment implements Environment {

  /** Why an episode ended where nobody else can know. */
  public static final String SEEN = "seen to be done";

  /** Why an episode ended where the world's own judge had said so, too. */
  public static final String RIGHTLY = SEEN + ", and is";

  /** Why an episode ended where the world's own judge had not said so: a false success. */
  public static final String WRONGLY = SEEN + ", but is not";

  /** How an episode ended in which the task was done and that was not seen: a missed success. */
  public static final String MISSED = "time limit, done and not seen";

  private final Environment world;
  private final WithheldVerdict own;
  private final RewardClassifier classifier;
  private final SuccessRule rule;
  private SuccessRule.Watch watch;
  private boolean ended;

  /**
   * A world, which belongs to this from now on.
   *
   * @param own what the world's own judge passes through, if it has one
   * @throws RewardException if the world does not show what the classifier looks at
   */
  public JudgedEnvironment(
      Environment world, WithheldVerdict own, RewardClassifier classifier, SuccessRule rule) {
    classifier.requireSeen(world.spec());
    this.world = world;
    this.own = own;
    this.classifier = classifier;
    this.rule = rule;
    watch = rule.watch();
  }

  @Override
  public EnvironmentSpec spec() {
    return world.spec();
  }

  @Override
  public Observation reset(long seed) {
    Observation seen = world.reset(seed);
    own.begin();
    watch = rule.watch();
    ended = false;
    return seen;
  }

  @Override
  public StepResult step(Action action) {
    if (ended) {
      throw new IllegalStateException(
          "the episode is over; reset the environment before the next step");
    }
    StepResult result = stepWithheld(action);
    EpisodeEnd.Kind kind = result.episodeEnd().kind();
    if (kind != EpisodeEnd.Kind.NONE && kind != EpisodeEnd.Kind.TIME_LIMIT) {
      return result;
    }
    if (watch.see(classifier.probability(result.observation()))) {
      ended = true;
      String reason = !own.isKnown() ? SEEN : own.isDone() ? RIGHTLY : WRONGLY;
      return with(result, 1, new EpisodeEnd(EpisodeEnd.Kind.SUCCESS, reason));
    }
    boolean missed = kind == EpisodeEnd.Kind.TIME_LIMIT && own.isDone();
    // a success that does not count gives no reward either
    return with(result, 0, missed ? new EpisodeEnd(kind, MISSED) : result.episodeEnd());
  }

  private StepResult stepWithheld(Action action) {
    own.withhold(true);
    try {
      return world.step(action);
    } finally {
      own.withhold(false);
    }
  }

  private static StepResult with(StepResult result, double reward, EpisodeEnd episodeEnd) {
    return new StepResult(
        result.observation(), reward, episodeEnd, result.applied(), result.limits());
  }

  @Override
  public Map<String, Double> episodeParameters() {
    return world.episodeParameters();
  }

  @Override
  public void close() {
    world.close();
  }
}
