package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.Measurement;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;

/** The episodes that learning begins from: an expert's successes, recorded here or loaded. */
public final class Demonstrations {

  /** Tries for each demonstration that is wanted, before the expert is given up. */
  private static final int TRIES = 3;

  private Demonstrations() {}

  /**
   * Lets the expert do the task until {@code wanted} episodes succeeded.
   *
   * @param input names the groups that a step keeps
   * @param given earlier successes, which count, so that only the rest is asked for
   * @param keep gets each success at once, so that no later mishap costs it
   * @return those given, then those recorded
   * @throws IllegalStateException if the expert fails too often
   */
  public static List<Episode> record(
      Environment environment,
      Expert expert,
      PolicyInput input,
      List<Episode> given,
      int wanted,
      double noise,
      long seed,
      Consumer<Episode> keep,
      TrainingListener listener) {
    List<Episode> episodes = new ArrayList<>(given);
    for (int attempt = 0; episodes.size() < wanted; attempt++) {
      if (attempt == TRIES * wanted) {
        throw new IllegalStateException(
            "the expert of %s succeeded in only %d of %d tries; demonstrations need %d"
                .formatted(environment.spec().task(), episodes.size(), attempt, wanted));
      }
      List<RecordedStep> episode =
          attempt(environment, expert, input, noise, SeededRandom.seed(seed, "demo", attempt));
      if (!episode.isEmpty()
          && episode.get(episode.size() - 1).step().ending().kind() == Ending.Kind.SUCCESS) {
        Episode success = new Episode(episode, environment.episodeParameters());
        keep.accept(success);
        episodes.add(success);
        listener.onDemonstration(episodes.size(), wanted, episode.size());
      }
    }
    return episodes;
  }

  /**
   * Reads demonstrations that {@link EpisodeFile} wrote.
   *
   * @throws IllegalArgumentException if they do not fit what the policy sees
   */
  public static List<Episode> load(Path file, PolicyInput input, TrainingListener listener) {
    List<Episode> episodes = read(file, input);
    int done = 0;
    for (Episode episode : episodes) {
      listener.onDemonstration(++done, episodes.size(), episode.steps().size());
    }
    return episodes;
  }

  /**
   * Reads demonstrations without telling of them.
   *
   * @throws IllegalArgumentException if they do not fit what the policy sees
   */
  public static List<Episode> read(Path file, PolicyInput input) {
    List<Episode> episodes = EpisodeFile.read(file);
    for (Episode episode : episodes) {
      for (RecordedStep step : episode.steps()) {
        Measurement.Shape shape = step.measurement().shape();
        if (!shape.equals(input.measuredShape())) {
          throw new IllegalArgumentException(
              "the demonstrations of %s hold %s an observation, but this scenario asks for %s"
                  .formatted(file, shape, input.measuredShape()));
        }
      }
    }
    return episodes;
  }

  private static List<RecordedStep> attempt(
      Environment environment, Expert expert, PolicyInput input, double noise, long seed) {
    List<RecordedStep> episode = new ArrayList<>();
    Observation observation = environment.reset(seed);
    expert.begin(SeededRandom.of(seed, "demonstrator"), noise);
    Measurement now = input.measured(observation);
    while (true) {
      Action action = expert.act();
      StepResult result = environment.step(action);
      if (!result.ending().isLearnable()) {
        return List.of();
      }
      Measurement next = input.measured(result.observation());
      episode.add(
          new RecordedStep(
              now,
              next,
              new ControlStep(
                  action,
                  action,
                  result.applied(),
                  Source.DEMONSTRATION,
                  result.reward(),
                  result.ending())));
      if (result.ending().isEnd()) {
        return episode;
      }
      now = next;
    }
  }
}
