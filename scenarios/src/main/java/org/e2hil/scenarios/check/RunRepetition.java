package org.e2hil.scenarios.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2hil.agent.training.LearningConfig;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RunDirectory;

/** Trains a run's scenario once more, and compares every byte that has a meaning. */
final class RunRepetition {

  /** Tables first, whose rows say where it began. */
  private static final List<Function<RunDirectory, Path>> COMPARED =
      List.of(
          RunDirectory::metrics,
          RunDirectory::evaluations,
          RunDirectory::interventions,
          RunDirectory::demonstrations,
          RunDirectory::episodes,
          RunDirectory::checkpoint);

  private RunRepetition() {}

  /** Why a scenario's run is not the same twice; empty if it is. */
  static Optional<String> refusal(Scenarios scenarios, Scenario scenario) {
    LearningConfig.Mode mode = scenario.learning().resolved(scenarios.inRealTime(scenario)).mode();
    return mode == LearningConfig.Mode.LOCK_STEP
        ? Optional.empty()
        : Optional.of(
            "the scenario %s learns concurrently, and such a run is not the same twice; ask for \"learning\": \"lock-step\""
                .formatted(scenario.name()));
  }

  /** What differs first; empty if nothing does. */
  static Optional<String> differenceOf(TrainedRun run) {
    refusal(run.scenarios(), run.scenario())
        .ifPresent(
            sentence -> {
              throw new IllegalArgumentException(sentence);
            });
    try {
      Path folder = Files.createTempDirectory("e2hil-again");
      try {
        return difference(run, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the run cannot be repeated: " + e.getMessage(), e);
    }
  }

  private static Optional<String> difference(TrainedRun run, Path folder) throws IOException {
    RunDirectory again = RunDirectory.create(folder.resolve("run"));
    try (RecordedTraining training =
        RecordedTraining.open(run.scenarios(), run.scenario(), again)) {
      training.train(() -> Thread.currentThread().isInterrupted());
    }
    for (Function<RunDirectory, Path> file : COMPARED) {
      Optional<String> difference = difference(file.apply(run.files()), file.apply(again));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(Path before, Path again) throws IOException {
    String name = String.valueOf(before.getFileName());
    if (!Files.exists(before) && !Files.exists(again)) {
      return Optional.empty();
    }
    if (!Files.exists(before) || !Files.exists(again)) {
      return Optional.of("%s is there only once".formatted(name));
    }
    long at = Files.mismatch(before, again);
    if (at < 0) {
      return Optional.empty();
    }
    return Optional.of(
        name.endsWith(".csv")
            ? name + ", " + row(Files.readAllLines(before), Files.readAllLines(again))
            : "%s, from byte %,d on".formatted(name, at));
  }

  private static String row(List<String> before, List<String> again) {
    int row = 0;
    int least = Math.min(before.size(), again.size());
    while (row < least && before.get(row).equals(again.get(row))) {
      row++;
    }
    if (row == least) {
      return "%d rows instead of %d".formatted(again.size(), before.size());
    }
    String[] names = before.get(0).split(",", -1);
    String[] was = before.get(row).split(",", -1);
    String[] is = again.get(row).split(",", -1);
    int column = 0;
    while (column < Math.min(was.length, is.length) - 1 && was[column].equals(is[column])) {
      column++;
    }
    return "row %d, %s: %s instead of %s"
        .formatted(row + 1, names[column], is[column], was[column]);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
