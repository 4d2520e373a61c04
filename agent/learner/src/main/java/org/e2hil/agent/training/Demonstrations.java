package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The episodes that learning begins from: an expert's successes, recorded here or loaded. */
@API(status = API.Status.INTERNAL)
public final class Demonstrations {

  private static final Logger LOG = LoggerFactory.getLogger(Demonstrations.class);

  /** Tries for each demonstration that is wanted, before the expert is given up. */
  private static final int TRIES = 3;

  private Demonstrations() {}

  /**
   * Lets the expert do the task until {@code wanted} episodes succeeded.
   *
   * @param input names the groups that a step keeps
   * @param given earlier successes, which count and are told of, so that only the rest is asked for
   * @param keep gets each success at once, so that no later mishap costs it
   * @param stop asked before each reset and between two control periods
   * @return those given, then those recorded; fewer than wanted if it was stopped
   * @throws IllegalStateException if the expert fails too often
   * @throws EnvironmentFaultException if the world is broken for good
   */
  public static List<Episode> record(
      Environment environment,
      Expert expert,
      ObservationEncoder input,
      List<Episode> given,
      int wanted,
      double noise,
      long seed,
      Consumer<Episode> keep,
      TrainingListener listener,
      BooleanSupplier stop) {
    List<Episode> episodes = new ArrayList<>();
    for (Episode earlier : given) {
      episodes.add(earlier);
      listener.onDemonstration(episodes.size(), wanted, earlier.steps().size());
    }
    FaultsInARow faults = new FaultsInARow();
    // a world that broke says nothing of the expert
    int faulty = 0;
    for (int attempt = 0; episodes.size() < wanted; attempt++) {
      long resetSeed = SeededRandom.seed(seed, "demo", attempt);
      if (attempt - faulty == TRIES * wanted) {
        throw new IllegalStateException(
            "the expert of %s succeeded in only %d of %d tries; demonstrations need %d"
                .formatted(environment.spec().task(), episodes.size(), attempt - faulty, wanted));
      }
      List<RecordedStep> steps = new ArrayList<>();
      EpisodeEnd episodeEnd = attempt(environment, expert, input, noise, resetSeed, steps, stop);
      if (!episodeEnd.isEnd()) {
        return episodes;
      }
      faults.count(episodeEnd);
      if (!episodeEnd.isLearnable()) {
        faulty++;
      } else if (episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS) {
        Episode success = new Episode(steps, environment.episodeParameters()).resetWith(resetSeed);
        keep.accept(success);
        episodes.add(success);
        listener.onDemonstration(episodes.size(), wanted, steps.size());
      }
    }
    return episodes;
  }

  /**
   * The first demonstrations of a file or folder that was read.
   *
   * @param place that they were read from, for a sentence
   * @param held all that it holds, as {@link EpisodeFile#read} gives them
   * @param count how many of them; all for 0
   * @param wanted what they must mean; of files that do not say, the sizes alone are compared
   * @throws IllegalArgumentException if there are fewer, if they mean something else, or do not fit
   *     what the policy sees
   */
  public static List<Episode> load(
      Path place,
      List<Episode> held,
      int count,
      ObservationEncoder input,
      Origin wanted,
      TrainingListener listener) {
    List<Episode> episodes = fitting(place, first(place, held, count), input, wanted);
    int done = 0;
    for (Episode episode : episodes) {
      listener.onDemonstration(++done, episodes.size(), episode.steps().size());
    }
    return episodes;
  }

  /**
   * Reads all demonstrations of a file without telling of them.
   *
   * @param wanted what they must mean; of files that do not say, the sizes alone are compared
   * @throws IllegalArgumentException if they mean something else, or do not fit what the policy
   *     sees
   */
  public static List<Episode> read(Path file, ObservationEncoder input, Origin wanted) {
    return fitting(file, EpisodeFile.read(file), input, wanted);
  }

  /**
   * Refuses the first demonstrations of a file or folder as {@link #load} would, as far as that
   * shows before the world is open.
   *
   * @param place that they were read from, for a sentence
   * @param held all that it holds
   * @param count how many of them; all for 0
   * @param wanted what they must mean, given what they say of themselves
   * @throws IllegalArgumentException if there are fewer, or they mean something else
   */
  public static void require(
      Path place, List<Episode> held, int count, UnaryOperator<Origin> wanted) {
    for (Episode episode : first(place, held, count)) {
      episode.origin().ifPresent(origin -> requireSame(place, origin, wanted.apply(origin)));
    }
  }

  private static List<Episode> first(Path place, List<Episode> episodes, int count) {
    if (episodes.size() < count) {
      throw new IllegalArgumentException(
          "%s holds only %d of the %d demonstrations that are asked for; ask for as many, or for 0 to take all"
              .formatted(place, episodes.size(), count));
    }
    return count == 0 ? episodes : List.copyOf(episodes.subList(0, count));
  }

  private static List<Episode> fitting(
      Path file, List<Episode> episodes, ObservationEncoder input, Origin wanted) {
    for (Episode episode : episodes) {
      episode.origin().ifPresent(origin -> requireSame(file, origin, wanted));
      for (RecordedStep step : episode.steps()) {
        RecordedObservation.Shape shape = step.measurement().shape();
        if (!shape.equals(input.measuredShape())) {
          throw new IllegalArgumentException(
              "the demonstrations of %s hold %s an observation, but this scenario asks for %s"
                  .formatted(file, shape, input.measuredShape()));
        }
      }
    }
    if (episodes.stream().anyMatch(episode -> episode.origin().isEmpty())) {
      LOG.warn(
          "the demonstrations of {} do not say what they were recorded for, so only their sizes"
              + " were compared; see for yourself that task, arm, actions and observation are this"
              + " scenario's",
          file);
    }
    return episodes;
  }

  private static void requireSame(Path file, Origin origin, Origin wanted) {
    origin
        .misfit(wanted)
        .ifPresent(
            misfit -> {
              throw new IllegalArgumentException(
                  "the demonstrations of %s %s; record them again for this scenario"
                      .formatted(file, misfit));
            });
  }

  /**
   * Lets the expert try once.
   *
   * @param steps receives what was recorded
   * @return how it ended; not at all if it was stopped
   */
  private static EpisodeEnd attempt(
      Environment environment,
      Expert expert,
      ObservationEncoder input,
      double noise,
      long seed,
      List<RecordedStep> steps,
      BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      return EpisodeEnd.none();
    }
    Observation observation;
    try {
      observation = environment.reset(seed);
    } catch (EnvironmentFaultException e) {
      return stop.getAsBoolean() ? EpisodeEnd.none() : EpisodeEnd.fault(e.getMessage());
    }
    expert.begin(SeededRandom.of(seed, "demonstrator"), noise);
    RecordedObservation now = input.measured(observation);
    EpisodeEnd episodeEnd = EpisodeEnd.none();
    while (!episodeEnd.isEnd() && !stop.getAsBoolean()) {
      Action action = expert.act();
      StepResult result = environment.step(action);
      episodeEnd = result.episodeEnd();
      if (episodeEnd.isLearnable()) {
        RecordedObservation next = input.measured(result.observation());
        steps.add(
            new RecordedStep(
                now,
                next,
                new ControlStep(
                    action,
                    action,
                    result.applied(),
                    Source.DEMONSTRATION,
                    result.reward(),
                    episodeEnd)));
        now = next;
      }
    }
    return episodeEnd;
  }
}
