package org.e2hil.scenarios.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.intervention.ClumsyExpert;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.FaultsInARow;

/**
 * How often a task is done by its scripted expert, by chance and by holding still: whether it can
 * be done, and whether it is worth doing.
 */
@API(status = API.Status.INTERNAL)
public final class ExpertTrial {

  /** Who acts. */
  public enum Hand {
    /** The scripted expert, as clumsy as the trial's hand. */
    EXPERT,
    /** Actions drawn evenly from all there are. */
    RANDOM,
    /** No motion at all. */
    STILL
  }

  /**
   * What came of it.
   *
   * @param outcome how many of the episodes succeeded
   * @param medianSteps control periods of the successful episodes; empty where there is none
   */
  public record Result(EvaluationRecord outcome, OptionalInt medianSteps) {}

  private final Workcell workcell;
  private final InterventionConfig.Hand skill;
  private final long seed;
  private final LongConsumer onStep;

  /**
   * A trial in this world.
   *
   * @param skill the noise, bias, speed and misses of the expert's hand
   * @param seed of all episodes; each hand meets the same ones
   * @param onStep hears of each control period, counted within a run
   */
  public ExpertTrial(
      Workcell workcell, InterventionConfig.Hand skill, long seed, LongConsumer onStep) {
    this.workcell = workcell;
    this.skill = skill;
    this.seed = seed;
    this.onStep = onStep;
  }

  /**
   * Lets one hand try {@code episodes} times. An episode in which the world breaks, also at its
   * reset, says nothing of the hand.
   *
   * @param stop asked before each reset and between two control periods
   * @return empty if it was stopped
   * @throws EnvironmentFaultException if the world breaks in one episode after the other
   */
  public Optional<Result> run(Hand hand, int episodes, BooleanSupplier stop) {
    Environment environment = workcell.environment();
    List<Integer> lengths = new ArrayList<>();
    FaultsInARow inARow = new FaultsInARow();
    int faults = 0;
    long steps = 0;
    long judgedSteps = 0;
    for (int episode = 0; episode < episodes; episode++) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      long episodeSeed = SeededRandom.seed(seed, "trial", episode);
      EpisodeEnd episodeEnd = reset(environment, episodeSeed);
      Supplier<Action> acts = begin(hand, SeededRandom.of(episodeSeed, "hand"));
      int length = 0;
      while (!episodeEnd.isEnd()) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        episodeEnd = environment.step(acts.get()).episodeEnd();
        length++;
        onStep.accept(++steps);
      }
      if (episodeEnd.kind() == EpisodeEnd.Kind.FAULT && stop.getAsBoolean()) {
        return Optional.empty();
      }
      inARow.count(episodeEnd);
      boolean fault = episodeEnd.kind() == EpisodeEnd.Kind.FAULT;
      faults += fault ? 1 : 0;
      judgedSteps += fault ? 0 : length;
      if (episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS) {
        lengths.add(length);
      }
    }
    Collections.sort(lengths);
    int judged = episodes - faults;
    OptionalInt median =
        lengths.isEmpty() ? OptionalInt.empty() : OptionalInt.of(lengths.get(lengths.size() / 2));
    EvaluationRecord outcome =
        new EvaluationRecord(
            0,
            ActionMode.MEAN,
            judged,
            lengths.size(),
            faults,
            judged == 0 ? 0 : (double) judgedSteps / judged,
            true);
    return Optional.of(new Result(outcome, median));
  }

  /** None where the episode has begun. */
  private static EpisodeEnd reset(Environment environment, long episodeSeed) {
    try {
      environment.reset(episodeSeed);
      return EpisodeEnd.none();
    } catch (EnvironmentFaultException e) {
      return EpisodeEnd.fault(e.getMessage());
    }
  }

  private Supplier<Action> begin(Hand hand, SeededRandom random) {
    return switch (hand) {
      case EXPERT -> {
        Expert expert =
            workcell
                .expert()
                .map(script -> new ClumsyExpert(script, skill))
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "%s has no scripted expert for %s"
                                .formatted(
                                    workcell.environment().spec().robot(),
                                    workcell.environment().spec().task())));
        expert.begin(random, skill.noise());
        yield expert::act;
      }
      case RANDOM -> () -> any(random);
      case STILL -> Action::hold;
    };
  }

  private static Action any(SeededRandom random) {
    float[] continuous = new float[Action.CONTINUOUS];
    for (int i = 0; i < continuous.length; i++) {
      continuous[i] = 2 * random.nextFloat() - 1;
    }
    return Action.of(continuous, random.nextInt(3));
  }
}
