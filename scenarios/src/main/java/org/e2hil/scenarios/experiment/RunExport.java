package org.e2hil.scenarios.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.GivenEpisodes;
import org.e2hil.scenarios.report.RunDirectory;

/**
 * Writes what a run recorded as a LeRobot dataset. No world is opened.
 *
 * @param run the run whose episodes are written; it is not changed
 * @param fps control periods a second; those of the task where empty
 * @param pictures how those of cameras are kept
 */
@API(status = API.Status.INTERNAL)
public record RunExport(
    Scenarios scenarios, RunDirectory run, OptionalInt fps, PictureSpec.Format pictures) {

  /** Which of a run's episodes. */
  public enum What {
    /** What learning began from. */
    DEMONSTRATIONS,
    /** Every episode of the training. */
    TRAINING,
    /** The demonstrations, then the training. */
    ALL
  }

  /**
   * What was written.
   *
   * @param episodes in the dataset
   * @param empty episodes that broke before their first step, which a dataset cannot hold
   */
  public record Written(long episodes, long empty) {}

  /**
   * Writes a dataset, which is there when all of it is.
   *
   * @param out a folder that is not there yet, or is empty
   * @throws DatasetException if there are no such episodes, if they do not fit the format, or if
   *     the folder is not empty
   */
  public Written write(What what, Path out) {
    Scenario scenario = scenarios.read(run.scenario().toString(), List.of());
    List<Episode> demonstrations =
        what == What.TRAINING ? List.of() : GivenEpisodes.read(demonstrations(scenario));
    List<Episode> trained =
        what == What.DEMONSTRATIONS ? List.of() : GivenEpisodes.read(required(run.episodes()));
    List<Episode> all = Stream.concat(demonstrations.stream(), trained.stream()).toList();
    Episode first =
        all.stream()
            .filter(RunExport::hasSteps)
            .findFirst()
            .orElseThrow(
                () -> new DatasetException("no episode of %s has a step".formatted(run.path())));
    OptionalLong seed = OptionalLong.of(scenario.seed());
    long episodes =
        DatasetWriter.writeNew(
            out,
            spec(scenario, first),
            writer -> {
              append(writer, demonstrations, new EpisodeNote(EpisodeKind.DEMONSTRATION, seed));
              append(writer, trained, new EpisodeNote(EpisodeKind.TRAINING, seed));
            });
    return new Written(episodes, all.size() - episodes);
  }

  private static void append(DatasetWriter writer, List<Episode> episodes, EpisodeNote note) {
    episodes.stream().filter(RunExport::hasSteps).forEach(one -> writer.append(one, note));
  }

  private static boolean hasSteps(Episode episode) {
    return !episode.steps().isEmpty();
  }

  private Path demonstrations(Scenario scenario) {
    String given = scenario.training().demonstrationsFile();
    return required(given.isEmpty() ? run.demonstrations() : UserFiles.path(given));
  }

  private static Path required(Path file) {
    if (!Files.exists(file)) {
      throw new DatasetException("there is no %s; this run has none to export".formatted(file));
    }
    return file;
  }

  private DatasetSpec spec(Scenario scenario, Episode first) {
    Optional<Origin> origin = first.origin();
    RecordedObservation.Shape shape = first.steps().get(0).measurement().shape();
    List<ObservationGroup> groups = groups();
    List<PictureSpec> cameras = PictureSpec.of(groups, pictures);
    if (cameras.size() < shape.pictureBytes().size()) {
      throw new DatasetException(
          "the episodes of %s hold pictures, and only its checkpoint, which is missing, tells of what size; train it to its next checkpoint"
              .formatted(run.path()));
    }
    return new DatasetSpec(
        scenario.task().type(),
        origin.map(Origin::arm).orElseGet(() -> scenarios.arm(scenario)),
        fps.orElseGet(() -> rate(scenarios, scenario)),
        names(groups, shape.numbers()),
        cameras,
        origin,
        DatasetSpec.names(groups).size() == shape.numbers() ? groups : List.of());
  }

  /**
   * How many frames a second an episode of a scenario has.
   *
   * @throws DatasetException if nobody here knows, or if it is no integer
   */
  static int rate(Scenarios scenarios, Scenario scenario) {
    double hz =
        Tasks.find(scenario.task().type())
            .map(task -> task.spec().requested(scenarios.request(scenario)).controlHz())
            .orElse(0.0);
    if (hz < 1 || hz != Math.rint(hz)) {
      throw new DatasetException(
          "nobody here knows the control rate of the task %s as an integer; give it with --fps"
              .formatted(scenario.task().type()));
    }
    return (int) hz;
  }

  /** What the run's checkpoint says of its observations; nothing where there is none. */
  private List<ObservationGroup> groups() {
    return Files.isReadable(run.checkpoint()) ? TrainedPolicy.load(run.path()).groups() : List.of();
  }

  /** By group where it is known how long each is. */
  private static List<String> names(List<ObservationGroup> groups, int numbers) {
    List<String> names = DatasetSpec.names(groups);
    return names.size() == numbers ? names : DatasetSpec.names(numbers);
  }
}
