package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.hardware.camera.CameraSettings;
import org.e2hil.hardware.teleop.TeleoperationConfig;

/** Single blocks of a scenario, for commands that need no more of one. */
@API(status = API.Status.INTERNAL)
public final class Blocks {

  private final Vocabulary vocabulary;

  Blocks(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  private record Watching(CameraSettings camera) {}

  private record Leading(TeleoperationConfig teleoperation) {}

  private record Working(TaskSetup taskSetup) {}

  /**
   * The settings of a robot, some of them changed.
   *
   * @param assignments with paths that begin at the robot's block, such as {@code driver.port}
   * @throws ScenarioException if there is no such robot or anything is wrong with them
   */
  public Record robot(String robot, List<Assignment> assignments) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put(RecordBinder.TYPE, robot);
    Record settings = bind(tree, Scenario.Robot.class).settings();
    for (Assignment assignment : assignments) {
      ObjectNode block = new RecordWriter(vocabulary).write(settings);
      FormerNames.inRobot(assignment).applyTo(block);
      block.put(RecordBinder.TYPE, robot);
      settings = bind(block, Scenario.Robot.class).settings();
    }
    return settings;
  }

  /**
   * A camera, by default one that Linux knows.
   *
   * @param assignments with paths that begin at the camera's block, such as {@code device}
   * @throws ScenarioException if anything is wrong with them
   */
  public CameraSettings camera(List<Assignment> assignments) {
    return bind(block("camera", "v4l2", assignments), Watching.class).camera();
  }

  /**
   * A device in a person's hand.
   *
   * @param type such as {@code gamepad}
   * @param assignments with paths that begin at the device's block, such as {@code port}
   * @throws ScenarioException if there is no such device or anything is wrong with them
   */
  public TeleoperationConfig teleoperation(String type, List<Assignment> assignments) {
    return bind(block("teleoperation", type, assignments), Leading.class).teleoperation();
  }

  /** The JSON of a set-up, as a robot's block holds it. */
  public String write(TaskSetup taskSetup) {
    return Json.format(new RecordWriter(vocabulary).write(new Working(taskSetup)));
  }

  /** The JSON of a camera, as a robot's list of cameras holds it. */
  public String write(CameraSettings camera) {
    return Json.format(tree(camera));
  }

  /** A camera, as a robot's list of cameras holds it. */
  public ObjectNode tree(CameraSettings camera) {
    return (ObjectNode) new RecordWriter(vocabulary).write(new Watching(camera)).get("camera");
  }

  private static ObjectNode block(String name, String type, List<Assignment> assignments) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.putObject(name).put(RecordBinder.TYPE, type);
    for (Assignment assignment : assignments) {
      new Assignment(name + "." + assignment.path(), assignment.value()).applyTo(tree);
    }
    return tree;
  }

  private <R extends Record> R bind(ObjectNode tree, Class<R> type) {
    RecordBinder binder = new RecordBinder(vocabulary);
    return binder.bind(tree, type).orElseThrow(() -> new ScenarioException(binder.problems()));
  }
}
