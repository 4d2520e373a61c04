package org.e2hil.scenarios.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.experience.MixedReplay;
import org.e2hil.agent.intervention.PacedExpert;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.Trainer;
import org.e2hil.agent.training.TrainingConfig;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.GivenEpisodes;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * What learning begins from: the policy of another run, the demonstrations of a file, or ones that
 * are recorded now.
 *
 * @param origin what the numbers of an episode of this run mean
 * @param demonstrated the world in which is demonstrated
 * @param expert who demonstrates
 * @param scripted whether that is a script, whose demonstrations are the same when done again
 * @param input fitted to the demonstrations, unless it comes with a policy
 * @param replay filled with the demonstrations
 * @param trainer given the policy
 * @param listeners hear of each demonstration
 * @param screen receives what a person must know, a sentence at a time
 */
record Beginning(
    Scenarios scenarios,
    Scenario scenario,
    Origin origin,
    Environment demonstrated,
    Optional<PacedExpert> expert,
    boolean scripted,
    ObservationEncoder input,
    MixedReplay replay,
    Trainer trainer,
    TrainingListener listeners,
    Consumer<String> screen) {

  /**
   * Fills the replay, and takes over the policy to start from, if there is one.
   *
   * @param file that recorded demonstrations are kept in, each as soon as it is done
   * @param stop asked between two control periods
   * @return false if it was stopped before all were recorded
   */
  boolean begin(Path file, BooleanSupplier stop) {
    TrainingConfig training = scenario.training();
    if (!training.startFrom().isEmpty()) {
      // before anybody demonstrates for a policy that does not fit
      startFrom();
    }
    List<Episode> episodes = List.of();
    if (!training.demonstrationsFile().isEmpty()) {
      episodes = ofFile(listeners);
      tellOfTheRest(episodes.size());
    } else if (training.demonstrations() > 0) {
      episodes = record(file, stop);
      if (episodes.size() < training.demonstrations()) {
        return false;
      }
    }
    if (training.startFrom().isEmpty()) {
      input.fit(
          episodes.stream().flatMap(episode -> episode.steps().stream()).toList(),
          SeededRandom.of(scenario.seed(), "pictures"));
    }
    episodes.forEach(episode -> input.transitions(episode).forEach(replay::add));
    return true;
  }

  /** Refuses what {@link #begin} would refuse. It takes over the policy to start from. */
  void require() {
    TrainingConfig training = scenario.training();
    if (!training.startFrom().isEmpty()) {
      startFrom();
    }
    if (!training.demonstrationsFile().isEmpty()) {
      ofFile(new TrainingListener() {});
    } else if (training.demonstrations() > 0) {
      demonstrator();
    }
  }

  private PacedExpert demonstrator() {
    return Preflight.requireExpert(scenario, expert, "demonstrations");
  }

  private List<Episode> record(Path file, BooleanSupplier stop) {
    List<Episode> given = given(file);
    try (EpisodeFile recorded = EpisodeFile.append(file, given.size())) {
      return record(given, recorded::append, stop);
    }
  }

  /**
   * Lets the expert demonstrate.
   *
   * @param given earlier ones that count
   * @param keep gets each of the others at once
   * @param stop asked between two control periods
   * @return all of them; fewer than the scenario asks for if it was stopped
   */
  List<Episode> record(List<Episode> given, Consumer<Episode> keep, BooleanSupplier stop) {
    TrainingConfig training = scenario.training();
    return Demonstrations.record(
        demonstrated,
        demonstrator(),
        input,
        given,
        training.demonstrations(),
        training.demonstrationNoise(),
        scenario.seed(),
        episode -> keep.accept(episode.from(origin)),
        listeners,
        stop);
  }

  /**
   * What a person has demonstrated already. All that the file holds beyond is kept aside, for it
   * will be cut off.
   */
  private List<Episode> given(Path file) {
    boolean none = scripted || !Files.exists(file) || EpisodeFile.count(file) == 0;
    List<Episode> given = none ? List.of() : Demonstrations.read(file, input, origin);
    RunDirectory.keepDemonstrationsAside(file, given.size());
    if (!given.isEmpty()) {
      screen.accept(
          "Of %d demonstrations you have given %d before, and they count."
              .formatted(scenario.training().demonstrations(), given.size()));
    }
    return given;
  }

  /** The demonstrations of the file that the scenario names. */
  private List<Episode> ofFile(TrainingListener listener) {
    TrainingConfig training = scenario.training();
    Path file = UserFiles.path(training.demonstrationsFile());
    return Demonstrations.load(
        file, GivenEpisodes.read(file), training.demonstrations(), input, origin, listener);
  }

  private void tellOfTheRest(int used) {
    Path file = UserFiles.path(scenario.training().demonstrationsFile());
    int held = GivenEpisodes.count(file);
    if (used < held) {
      screen.accept(
          "Of the %d demonstrations of %s the first %d are used; training.demonstrations=0 takes all."
              .formatted(held, file, used));
    }
  }

  /** The scaling comes with the policy: other demonstrations must not change what it sees. */
  private void startFrom() {
    RunDirectory run = Preflight.requireStart(scenarios, scenario);
    try {
      trainer.startFrom(run.checkpoint());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "training.startFrom: the policy of %s cannot start this scenario: %s"
              .formatted(scenario.training().startFrom(), e.getMessage()),
          e);
    }
  }
}
