package org.e2hil.hardware.workcell;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Sensor;

/** What a real robot can see beside its own joints. */
final class RobotSensors {

  private final List<Perception> perceptions;

  private RobotSensors(List<Perception> perceptions) {
    this.perceptions = perceptions;
  }

  /** Those that the class path provides. */
  static RobotSensors discover() {
    return new RobotSensors(
        ServiceLoader.load(Perception.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /**
   * A sensor for each group but proprioception.
   *
   * @param perception the name of the source of the object state; the only one that knows the task
   *     where empty
   * @throws IllegalArgumentException for a group that nothing provides
   */
  List<Sensor> open(String robot, String task, List<String> groups, Optional<String> perception) {
    return groups.stream()
        .filter(group -> !group.equals(ObservationGroup.PROPRIOCEPTION))
        .map(
            group -> {
              if (group.equals(ObservationGroup.OBJECTS)) {
                return objects(robot, task, perception);
              }
              throw new IllegalArgumentException(
                  "the robot %s has no camera or other sensor called '%s'; its groups are %s and,"
                          .formatted(robot, group, ObservationGroup.PROPRIOCEPTION)
                      + " with a perception plug-in, "
                      + ObservationGroup.OBJECTS);
            })
        .toList();
  }

  private Sensor objects(String robot, String task, Optional<String> named) {
    List<Perception> able = perceptions.stream().filter(p -> p.tasks().contains(task)).toList();
    Optional<Perception> chosen =
        named.isPresent()
            ? able.stream().filter(p -> p.name().equals(named.get())).findFirst()
            : able.size() == 1 ? Optional.of(able.get(0)) : Optional.empty();
    Sensor sensor =
        chosen
            .orElseThrow(() -> new IllegalArgumentException(refusal(robot, task, named, able)))
            .open(task);
    if (!sensor.group().name().equals(ObservationGroup.OBJECTS)) {
      throw new IllegalArgumentException(
          "the perception plug-in %s calls its group '%s', but it must be '%s'"
              .formatted(chosen.get().name(), sensor.group().name(), ObservationGroup.OBJECTS));
    }
    return sensor;
  }

  private static String refusal(
      String robot, String task, Optional<String> named, List<Perception> able) {
    String names = able.stream().map(Perception::name).toList().toString();
    if (able.isEmpty()) {
      return ("the robot %s cannot know the state of the objects of %s by itself: let the policy"
              + " learn from pictures (\"observation\": \"pixels\"), or put a perception plug-in"
              + " for this task on the class path")
          .formatted(robot, task);
    }
    return named.isPresent()
        ? "there is no perception plug-in '%s' for %s; robot.perception may be one of %s"
            .formatted(named.get(), task, names)
        : "several perception plug-ins know %s; say which one with robot.perception, one of %s"
            .formatted(task, names);
  }
}
