package org.e2hil.scenarios.joints;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.Judge;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.task.Tasks;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.dataset.Dataset;
import org.e2hil.dataset.DatasetException;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.DatasetWriter;
import org.e2hil.dataset.EpisodeKind;
import org.e2hil.dataset.EpisodeNote;
import org.e2hil.dataset.ForeignFrame;
import org.e2hil.dataset.ForeignFrames;
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

  /** A goal that lags behind the leader would be asked for again: nothing pulls it back here. */
  private static final double LONG_LEASH_M = 0.1;

  private static final double LONG_LEASH_RAD = 1;

  private final Scenario scenario;
  private final ArmModel arm = Arms.so101();
  private final ControllerConfig usual = ControllerConfig.so101();
  private final TaskSpec task;
  private final TaskSetup place;
  private final String armTitle;
  private final List<JointColumn> columns;

  private JointImport(
      Scenario scenario,
      TaskSpec task,
      TaskSetup place,
      String armTitle,
      List<JointColumn> columns) {
    this.scenario = scenario;
    this.task = task;
    this.place = place;
    this.armTitle = armTitle;
    this.columns = columns;
  }

  /** In what the joints were recorded. */
  public enum Units {
    /** Degrees from the middle of a joint's range. */
    DEGREES,
    /** From −100 to 100, the ends of a joint's range. */
    NORMALISED
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
   * @param calibration LeRobot's calibration file of the follower, which {@link Units#NORMALISED}
   *     needs
   * @throws DatasetException if the scenario has another arm, or sees what joints do not tell, or a
   *     calibration is missing or not needed
   */
  public static JointImport of(
      Scenarios scenarios, Scenario scenario, Units units, Optional<String> calibration) {
    String title = new So101Provider().arm();
    if (!scenarios.provider(scenario).arm().equals(title)) {
      throw new DatasetException(
          "the scenario %s has the robot %s, but only recordings of an %s are imported; name such a robot, as with --robot so101"
              .formatted(scenario.name(), scenario.robot().type(), title));
    }
    requireKnown(scenario);
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
    return new JointImport(scenario, task, place, title, columns(units, calibration));
  }

  private static Optional<TaskSetup> ownSetup(Scenario scenario) {
    return scenario.robot().settings() instanceof CellSettings cell
        ? cell.taskSetup()
        : Optional.empty();
  }

  private static void requireKnown(Scenario scenario) {
    List<String> unknown = new ArrayList<>(scenario.observation().groups());
    unknown.removeAll(ObservationGroup.OF_EVERY_ROBOT);
    if (!unknown.isEmpty()) {
      throw new DatasetException(
          "the scenario %s sees %s, which a recording of joints does not tell; import and train with what it tells, as with --set observation=[\"%s\"]"
              .formatted(
                  scenario.name(), String.join(", ", unknown), ObservationGroup.PROPRIOCEPTION));
    }
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
   * Writes the demonstrations as a new dataset.
   *
   * @param from a dataset of LeRobot with the joints of an SO-101
   * @param out a folder that is not there yet, or is empty
   * @throws DatasetException if the recording does not fit, or none of its episodes does
   */
  public Written write(Path from, Path out) {
    Dataset dataset = Dataset.open(from);
    ForeignFrames frames = ForeignFrames.of(dataset);
    requireFitting(from, dataset, frames);
    ImportRemarks remarks = new ImportRemarks(task);
    dataset.leftOut().ifPresent(remarks::add);
    remarks.ofColumns(frames);
    List<Episode> episodes = new ArrayList<>();
    DatasetSpec spec = null;
    for (int i = 0; i < dataset.episodes(); i++) {
      try (Replay replay = replay(counting(frames.read(i), frames.isJudged()))) {
        Episode episode = replay.demonstrate();
        episodes.add(episode);
        spec = replay.spec();
        remarks.ofEpisode(episode, replay.hand);
      } catch (DatasetException e) {
        remarks.leftOut(i, e.getMessage());
      }
    }
    if (spec == null) {
      throw new DatasetException(
          "no episode of %s can be imported; of the first, %s"
              .formatted(from, remarks.firstReason()));
    }
    EpisodeNote note = new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.empty());
    long written =
        DatasetWriter.writeNew(
            out, spec, writer -> episodes.forEach(episode -> writer.append(episode, note)));
    return new Written(written, remarks.all());
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

  /** The frames until the task was first done. */
  private List<ForeignFrame> counting(List<ForeignFrame> frames, boolean judged) {
    int end = frames.size();
    if (judged) {
      end = 1;
      while (end <= frames.size() && !frames.get(end - 1).success()) {
        end++;
      }
      if (end > frames.size()) {
        throw new DatasetException("it was no success");
      }
    }
    double lengthS = frames.get(end - 1).timeS() - frames.get(0).timeS();
    if (lengthS * task.controlHz() < 1) {
      throw new DatasetException("it is shorter than a control period of the task");
    }
    return frames.subList(0, end);
  }

  private Replay replay(List<ForeignFrame> frames) {
    return new Replay(new JointRecording(frames, columns, arm, usual.startOutsideRad()));
  }

  /** An environment in which one recording happens again. */
  private final class Replay implements AutoCloseable {

    private final LeadingHand hand;
    private final RobotEnvironment environment;
    private final ObservationEncoder input;

    Replay(JointRecording recording) {
      RecordedArm robot = new RecordedArm(arm, recording);
      CartesianController controller =
          new CartesianController(
              arm,
              place.controller(usual).withLeash(LONG_LEASH_M, LONG_LEASH_RAD),
              task.actionScale());
      hand = new LeadingHand(robot, recording, controller, task, place);
      Resetter reset =
          seed -> {
            robot.rewind();
            return recording.asked(0);
          };
      Judge judge =
          () -> robot.atS() >= recording.endS() ? EpisodeEnd.success() : EpisodeEnd.none();
      environment =
          new RobotEnvironment(
              scenario.robot().type(),
              // how long a person took is no reason to cut a demonstration off
              task.withHorizon(Integer.MAX_VALUE),
              robot,
              controller,
              new SafetyGate(place.workspace(), place.turns(), task.actionScale()),
              judge,
              reset,
              List.of());
      input =
          ObservationEncoder.of(
              environment.spec(), scenario.observation().groups(), scenario.encoders());
    }

    Episode demonstrate() {
      List<Episode> one =
          Demonstrations.record(
              environment,
              hand,
              input,
              List.of(),
              1,
              0,
              scenario.seed(),
              episode -> {},
              new TrainingListener() {},
              () -> false);
      return one.get(0).from(origin());
    }

    private Origin origin() {
      return new Origin(task.name(), armTitle, task.actionScale(), scenario.observation().groups());
    }

    DatasetSpec spec() {
      return new DatasetSpec(
          task.name(),
          armTitle,
          (int) task.controlHz(),
          DatasetSpec.names(input.groups()),
          List.of(),
          Optional.of(origin()));
    }

    @Override
    public void close() {
      environment.close();
    }
  }
}
