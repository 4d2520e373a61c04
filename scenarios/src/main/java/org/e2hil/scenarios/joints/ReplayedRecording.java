package org.e2hil.scenarios.joints;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.agent.robot.Judge;
import org.e2hil.agent.robot.Resetter;
import org.e2hil.agent.robot.RobotEnvironment;
import org.e2hil.agent.robot.SafetyGate;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.training.Demonstrations;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingListener;
import org.e2hil.dataset.DatasetSpec;
import org.e2hil.dataset.PictureSpec;
import org.e2hil.scenarios.config.Scenario;

/** An environment in which one recording happens again. */
final class ReplayedRecording implements AutoCloseable {

  /** A goal that lags behind the leader would be asked for again: nothing pulls it back here. */
  private static final double LONG_LEASH_M = 0.1;

  private static final double LONG_LEASH_RAD = 1;

  /** How far outside its limits a joint may be measured, as on a robot. */
  static final double OUTSIDE_RAD = ControllerConfig.so101().startOutsideRad();

  static final ArmModel ARM = Arms.so101();

  /**
   * Where it happens.
   *
   * @param armTitle as a dataset calls the arm
   */
  record Scene(Scenario scenario, TaskSpec task, TaskSetup place, String armTitle) {

    private Origin origin() {
      return new Origin(task.name(), armTitle, task.actionScale(), scenario.observation().groups());
    }
  }

  private final Scene scene;
  private final LeadingHand hand;
  private final RobotEnvironment environment;
  private final ObservationEncoder input;

  /**
   * Puts the arm where the recording begins.
   *
   * @param cameras by observation group, what each frame showed
   */
  ReplayedRecording(Scene scene, JointRecording recording, Map<String, List<byte[]>> cameras) {
    this.scene = scene;
    TaskSpec task = scene.task();
    TaskSetup place = scene.place();
    RecordedArm robot = new RecordedArm(ARM, recording);
    CartesianController controller =
        new CartesianController(
            ARM,
            place.controller(ControllerConfig.so101()).withLeash(LONG_LEASH_M, LONG_LEASH_RAD),
            task.actionScale());
    hand = new LeadingHand(robot, recording, controller, task, place);
    Resetter reset =
        seed -> {
          robot.rewind();
          return recording.asked(0);
        };
    Judge judge = () -> robot.atS() >= recording.endS() ? EpisodeEnd.success() : EpisodeEnd.none();
    List<Sensor> sensors = new ArrayList<>();
    cameras.forEach(
        (name, pictures) ->
            sensors.add(new RecordedCamera(name, pictures, () -> recording.nearest(robot.atS()))));
    environment =
        new RobotEnvironment(
            scene.scenario().robot().type(),
            // how long a person took is no reason to cut a demonstration off
            task.withHorizon(Integer.MAX_VALUE),
            robot,
            controller,
            new SafetyGate(place.workspace(), place.turns(), task.actionScale()),
            judge,
            reset,
            sensors);
    input =
        ObservationEncoder.of(
            environment.spec(),
            scene.scenario().observation().groups(),
            scene.scenario().encoders());
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
            scene.scenario().seed(),
            episode -> {},
            new TrainingListener() {},
            () -> false);
    return one.get(0).from(scene.origin());
  }

  /** Who led the arm. */
  LeadingHand hand() {
    return hand;
  }

  DatasetSpec spec(PictureSpec.Format pictures) {
    return DatasetSpec.of(scene.origin(), (int) scene.task().controlHz(), input.groups(), pictures);
  }

  @Override
  public void close() {
    environment.close();
  }
}
