package org.e2hil.scenarios.joints;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.Episode;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.ForeignFrames;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.hardware.so101.CalibrationFiles;
import org.e2hil.hardware.so101.So101Provider;
import org.e2hil.hardware.workcell.CellSettings;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/**
 * Makes demonstrations for a scenario of what a leader and a follower SO-101 recorded with LeRobot.
 * The recording drives the control step that a robot has, so that observations and actions are
 * those of a robot that moved so. No world is opened.
 */
@API(status = API.Status.INTERNAL)
public final class JointImport {

  /** LeRobot's names of the arm, of several versions. */
  private static final String SO101 = "so10[01](_follower)?|so_follower";

  /** What LeRobot calls a camera: this and its name. */
  private static final String PICTURES = "observation.images.";

  private final Scenario scenario;
  private final TaskSpec task;
  private final TaskSetup place;
  private final String armTitle;
  private final List<JointColumn> columns;
  private final How how;

  private JointImport(
      Scenario scenario,
      TaskSpec task,
      TaskSetup place,
      String armTitle,
      List<JointColumn> columns,
      How how) {
    this.scenario = scenario;
    this.task = task;
    this.place = place;
    this.armTitle = armTitle;
    this.columns = columns;
    this.how = how;
  }

  /** In what the joints were recorded. */
  public enum Units {
    /** Degrees from the middle of a joint's range. */
    DEGREES,
    /** From −100 to 100, the ends of a joint's range. */
    NORMALISED
  }

  /**
   * How a recording is read and written.
   *
   * @param units of the joints
   * @param calibration LeRobot's calibration file of the follower, which {@link Units#NORMALISED}
   *     needs
   * @param cameras the recording's name of a camera by the scenario's; one that is not there has
   *     the same name in both
   * @param pictures how they are kept
   */
  public record How(
      Units units,
      Optional<String> calibration,
      Map<String, String> cameras,
      PictureSpec.Format pictures) {

    /** Copies the names. */
    public How {
      cameras = Map.copyOf(cameras);
    }
  }

  /**
   * What was written.
   *
   * @param episodes in the new dataset
   * @param remarks what a person should know of how it was made, a sentence each
   */
  public record Written(long episodes, List<String> remarks) {

    /** Copies the sentences. */
    public Written {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * An import for a scenario.
   *
   * @throws DatasetException if the scenario has another arm, or a calibration is missing or not
   *     needed
   */
  public static JointImport of(Scenarios scenarios, Scenario scenario, How how) {
    String title = new So101Provider().arm();
    if (!scenarios.provider(scenario).arm().equals(title)) {
      throw new DatasetException(
          "the scenario %s has the robot %s, but only recordings of an %s are imported; name such a robot, as with --robot so101"
              .formatted(scenario.name(), scenario.robot().type(), title));
    }
    TaskSpec task =
        Tasks.find(scenario.task().type())
            .map(found -> found.spec().requested(scenarios.request(scenario)))
            .filter(spec -> spec.controlHz() == Math.rint(spec.controlHz()))
            .orElseThrow(
                () ->
                    new DatasetException(
                        "nobody here knows the control rate of the task %s as an integer; import for another task"
                            .formatted(scenario.task().type())));
    TaskSetup place =
        ownSetup(scenario)
            .or(() -> Tasks.find(task.name()).flatMap(found -> found.taskSetup(Arms.so101())))
            .orElseThrow(
                () ->
                    new DatasetException(
                        "the task %s is nowhere laid out for an %s; describe it in robot.taskSetup"
                            .formatted(task.name(), title)));
    return new JointImport(
        scenario, task, place, title, columns(how.units(), how.calibration()), how);
  }

  private static Optional<TaskSetup> ownSetup(Scenario scenario) {
    return scenario.robot().settings() instanceof CellSettings cell
        ? cell.taskSetup()
        : Optional.empty();
  }

  private static List<JointColumn> columns(Units units, Optional<String> calibration) {
    if (units == Units.DEGREES) {
      if (calibration.isPresent()) {
        throw new DatasetException(
            "degrees need no calibration; leave --calibration out, or give --units normalised");
      }
      return JointColumn.degrees();
    }
    return JointColumn.normalised(
        calibration
            .map(file -> CalibrationFiles.read(UserFiles.path(file)))
            .orElseThrow(
                () ->
                    new DatasetException(
                        "joints from −100 to 100 are shares of the follower's own range; name its"
                            + " calibration file with --calibration")));
  }

  /**
   * Writes the demonstrations as a new dataset, one after the other.
   *
   * @param from a dataset of LeRobot with the joints of an SO-101
   * @param out a folder that is not there yet, or is empty
   * @throws DatasetException if the recording does not fit, or tells not all that the scenario
   *     sees, or none of its episodes does
   */
  public Written write(Path from, Path out) {
    Dataset dataset = Dataset.open(from);
    ForeignFrames frames = ForeignFrames.of(dataset);
    requireFitting(from, dataset, frames);
    Map<String, String> cameras = cameras(from, frames.pictures());
    ImportRemarks remarks = new ImportRemarks(task);
    dataset.leftOut().ifPresent(remarks::add);
    remarks.ofColumns(frames, cameras.values());
    ReplayedRecording.Scene scene = new ReplayedRecording.Scene(scenario, task, place, armTitle);
    JointEpisodes episodes = new JointEpisodes(scene, columns, frames, cameras, remarks);
    Optional<Episode> first = episodes.next(dataset.episodes());
    if (first.isEmpty()) {
      throw new DatasetException(
          "no episode of %s can be imported; of the first, %s"
              .formatted(from, remarks.firstReason()));
    }
    EpisodeNote note = new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.empty());
    long written =
        DatasetWriter.writeNew(
            out,
            episodes.spec(how.pictures()),
            writer -> {
              for (Optional<Episode> next = first;
                  next.isPresent();
                  next = episodes.next(dataset.episodes())) {
                writer.append(next.get(), note);
              }
            });
    return new Written(written, remarks.all());
  }

  /** The recording's column for each camera that the scenario sees. */
  private Map<String, String> cameras(Path from, List<String> recorded) {
    Map<String, String> cameras = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String group : scenario.observation().groups()) {
      String column = PICTURES + how.cameras().getOrDefault(group, group);
      if (recorded.contains(column) && !group.equals(ObservationGroup.OBJECTS)) {
        cameras.put(group, column);
      } else if (!ObservationGroup.OF_EVERY_ROBOT.contains(group)) {
        unknown.add(group);
      }
    }
    List<String> strange = new ArrayList<>(how.cameras().keySet());
    strange.removeAll(cameras.keySet());
    strange.removeAll(unknown);
    if (!strange.isEmpty()) {
      throw new DatasetException(
          "the scenario %s has no camera %s; it sees %s"
              .formatted(scenario.name(), strange.get(0), scenario.observation().groups()));
    }
    if (!unknown.isEmpty()) {
      throw new DatasetException(
          "the scenario %s sees %s, which %s does not tell: it has joints and %s; name the camera that a group is, as with --camera side=front, or let the scenario see less, as with --set observation=[\"%s\"]"
              .formatted(
                  scenario.name(),
                  String.join(", ", unknown),
                  from,
                  recorded.isEmpty() ? "no camera" : recorded,
                  ObservationGroup.PROPRIOCEPTION));
    }
    return cameras;
  }

  private void requireFitting(Path from, Dataset dataset, ForeignFrames frames) {
    if (!dataset.robotType().isEmpty() && !dataset.robotType().matches(SO101)) {
      throw new DatasetException(
          "the dataset %s is of the robot %s, but only recordings of an %s are imported"
              .formatted(from, dataset.robotType(), armTitle));
    }
    List<String> wanted = columns.stream().map(JointColumn::name).toList();
    for (List<String> names : List.of(frames.actionNames(), frames.stateNames())) {
      if (!names.equals(wanted)) {
        throw new DatasetException(
            "the dataset %s has the numbers %s, not the six joints %s that are known here"
                .formatted(from, names, wanted));
      }
    }
    if (dataset.fps() < task.controlHz()) {
      throw new DatasetException(
          "the dataset %s has %d frames a second, fewer than the %.0f control periods of the task %s; record it faster"
              .formatted(from, dataset.fps(), task.controlHz(), task.name()));
    }
  }
}
