package org.e2hil.hardware.workcell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.Sensor;
import org.e2hil.hardware.camera.CameraSensor;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.camera.Cameras;

/** What a real robot can see beside its own joints. */
final class RobotSensors {

  private final List<Perception> perceptions;

  /**
   * What was opened.
   *
   * @param all in the order of the groups
   * @param cameras those among them that must be let go of
   */
  record Opened(List<Sensor> all, List<CameraSensor> cameras) {

    void close() {
      cameras.forEach(CameraSensor::close);
    }
  }

  private RobotSensors(List<Perception> perceptions) {
    this.perceptions = perceptions;
  }

  /** Those that the class path provides. */
  static RobotSensors discover() {
    return new RobotSensors(
        ServiceLoader.load(Perception.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * A sensor for each group but proprioception. A camera that no group names stays closed.
   *
   * @param perception the name of the source of the object state; the only one that knows the task
   *     where empty
   * @param cameras of the robot
   * @throws IllegalArgumentException for a group that nothing provides
   */
  Opened open(
      String robot,
      String task,
      List<String> groups,
      Optional<String> perception,
      List<CameraSettings> cameras) {
    require(robot, task, groups, perception, cameras);
    Optional<Sensor> objects =
        groups.contains(ObservationGroup.OBJECTS)
            ? Optional.of(objects(robot, task, perception))
            : Optional.empty();
    List<CameraSensor> opened = Cameras.open(asked(groups, cameras), Clock.system());
    Map<String, Sensor> sensors = new HashMap<>();
    objects.ifPresent(sensor -> sensors.put(ObservationGroup.OBJECTS, sensor));
    opened.forEach(camera -> sensors.put(camera.group().name(), camera));
    return new Opened(
        groups.stream().filter(sensors::containsKey).map(sensors::get).toList(), opened);
  }

  /**
   * Looks for what {@link #open} opens.
   *
   * @throws IllegalArgumentException for a group that nothing provides
   * @throws org.e2hil.agent.env.EnvironmentFaultException for a camera that is not there
   */
  void check(
      String robot,
      String task,
      List<String> groups,
      Optional<String> perception,
      List<CameraSettings> cameras) {
    require(robot, task, groups, perception, cameras);
    Cameras.requirePresent(asked(groups, cameras));
  }

  private void require(
      String robot,
      String task,
      List<String> groups,
      Optional<String> perception,
      List<CameraSettings> cameras) {
    for (String group : groups) {
      if (!ObservationGroup.OF_EVERY_ROBOT.contains(group)
          && !group.equals(ObservationGroup.OBJECTS)
          && camera(group, cameras).isEmpty()) {
        throw new IllegalArgumentException(
            ("the robot %s has no camera or other sensor called '%s'; its groups are %s,"
                    + " the cameras of robot.cameras %s and, with a perception plug-in, %s")
                .formatted(
                    robot,
                    group,
                    String.join(", ", ObservationGroup.OF_EVERY_ROBOT),
                    cameras.stream().map(CameraSettings::name).toList(),
                    ObservationGroup.OBJECTS));
      }
    }
    if (groups.contains(ObservationGroup.OBJECTS)) {
      chosen(robot, task, perception);
    }
  }

  private static List<CameraSettings> asked(List<String> groups, List<CameraSettings> cameras) {
    return groups.stream().flatMap(group -> camera(group, cameras).stream()).toList();
  }

  private static Optional<CameraSettings> camera(String group, List<CameraSettings> cameras) {
    return cameras.stream().filter(camera -> camera.name().equals(group)).findFirst();
  }

  private Sensor objects(String robot, String task, Optional<String> named) {
    Perception chosen = chosen(robot, task, named);
    Sensor sensor = chosen.open(task);
    if (!sensor.group().name().equals(ObservationGroup.OBJECTS)) {
      throw new IllegalArgumentException(
          "the perception plug-in %s calls its group '%s', but it must be '%s'"
              .formatted(chosen.name(), sensor.group().name(), ObservationGroup.OBJECTS));
    }
    return sensor;
  }

  private Perception chosen(String robot, String task, Optional<String> named) {
    List<Perception> able = perceptions.stream().filter(p -> p.tasks().contains(task)).toList();
    Optional<Perception> chosen =
        named.isPresent()
            ? able.stream().filter(p -> p.name().equals(named.get())).findFirst()
            : able.size() == 1 ? Optional.of(able.get(0)) : Optional.empty();
    return chosen.orElseThrow(
        () -> new IllegalArgumentException(refusal(robot, task, named, able)));
  }

  private static String refusal(
      String robot, String task, Optional<String> named, List<Perception> able) {
    String names = able.stream().map(Perception::name).toList().toString();
    if (able.isEmpty()) {
      return ("the robot %s cannot know the state of the objects of %s by itself: let the policy"
              + " learn from the pictures of cameras called wrist and side (\"observation\":"
              + " \"pixels\"), or put a perception plug-in for this task on the class path")
          .formatted(robot, task);
    }
    return named.isPresent()
        ? "there is no perception plug-in '%s' for %s; robot.perception may be one of %s"
            .formatted(named.get(), task, names)
        : "several perception plug-ins know %s; say which one with robot.perception, one of %s"
            .formatted(task, names);
  }
}
