package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** What tells a run from another: all of a scenario that changes what its numbers mean. */
final class Fingerprint {

  /** Every entry of a list, in a path. */
  private static final String EACH = "*";

  /**
   * No part of it: how long to train, how it is computed, how to evaluate, what to measure and what
   * to expect.
   */
  private static final List<String> LEFT_OUT =
      List.of("evaluation", "diagnostics", "expect", "learning", "agent.threads", "training.steps");

  /**
   * No part of it either: where and how a device is reached, and how records are kept. The default
   * stands in for them, so that a run with the default has the name that it always had.
   */
  private static final List<String> AS_BY_DEFAULT =
      List.of(
          "training.logEverySteps",
          "training.checkpointEverySteps",
          "robot.driver.port",
          "robot.driver.id",
          "robot.driver.calibration",
          "robot.driver.restoreCalibration",
          "robot.driver.watchdogs",
          "robot.driver.route.uri",
          "robot.driver.route.functionService",
          "robot.driver.route.device",
          "robot.driver.route.port",
          "robot.driver.route.enable",
          "robot.cameras.*.device",
          "robot.cameras.*.path",
          "robot.cameras.*.staleMs");

  /** Of these it counts whether they are given, but not what: a word stands in for them. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "intervention.teleoperation", "keyboard",
          "training.startFrom", "given",
          "training.demonstrationsFile", "given",
          "judge.file", "given");

  /** What stands where no file is named. */
  private static final JsonNode NOTHING = TextNode.valueOf("");

  private Fingerprint() {}

  /**
   * The check sum of what counts.
   *
   * @param scenario with every field spelt out; is changed
   * @param spelledOut gives fields that are absent their defaults
   */
  static long of(ObjectNode scenario, UnaryOperator<ObjectNode> spelledOut) {
    AS_BY_DEFAULT.forEach(path -> edit(scenario, path, ObjectNode::remove));
    GIVEN.forEach((path, word) -> edit(scenario, path, (block, field) -> say(block, field, word)));
    ObjectNode counted = spelledOut.apply(scenario);
    LEFT_OUT.forEach(path -> edit(counted, path, ObjectNode::remove));
    CRC32C crc = new CRC32C();
    crc.update(Json.format(counted).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  private static void say(ObjectNode block, String field, String word) {
    if (!block.get(field).equals(NOTHING)) {
      block.put(field, word);
    }
  }

  /** Does something to each field that a path leads to, which may be none. */
  private static void edit(JsonNode node, String path, BiConsumer<ObjectNode, String> action) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    if (first.equals(EACH)) {
      node.forEach(entry -> edit(entry, path.substring(dot + 1), action));
    } else if (dot >= 0) {
      edit(node.path(first), path.substring(dot + 1), action);
    } else if (node instanceof ObjectNode block && block.has(first)) {
      action.accept(block, first);
    }
  }
}
