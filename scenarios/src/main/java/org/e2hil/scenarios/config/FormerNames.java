package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads fields and words by the names that they had one version ago, and says the new ones. */
final class FormerNames {

  private static final Logger LOG = LoggerFactory.getLogger(FormerNames.class);

  private static final List<Field> FIELDS =
      List.of(
          new Field("", "control", "actionScaling"),
          new Field("actionScaling", "asReal", "paper"),
          new Field("robot", "workplace", "taskSetup"));

  private static final List<Word> WORDS = List.of(new Word("actionScaling", "as-real", "paper"));

  private static final String ROBOT = "robot.";

  private FormerNames() {}

  /** A field of the block at {@code block}, the scenario itself where that is empty. */
  private record Field(String block, String former, String name) {

    String path(String field) {
      return block.isEmpty() ? field : block + "." + field;
    }
  }

  /** A text that stands for the whole block at {@code field}. */
  private record Word(String field, String former, String word) {}

  /**
   * Gives every field of a scenario its present name. Where both names are given, the former one
   * stays, and is refused as a field that does not exist.
   *
   * @param origin how to name the scenario in a hint
   */
  static void replace(ObjectNode scenario, String origin) {
    List<String> hints = new ArrayList<>();
    for (Field field : FIELDS) {
      JsonNode owner = field.block().isEmpty() ? scenario : scenario.get(field.block());
      if (owner instanceof ObjectNode block
          && block.has(field.former())
          && !block.has(field.name())) {
        block.set(field.name(), block.remove(field.former()));
        hints.add(field.path(field.former()) + " is now " + field.path(field.name()));
      }
    }
    for (Word word : WORDS) {
      JsonNode value = scenario.get(word.field());
      if (value != null && value.asText().equals(word.former())) {
        scenario.put(word.field(), word.word());
        hints.add('"' + word.former() + "\" is now \"" + word.word() + '"');
      }
    }
    if (!hints.isEmpty()) {
      LOG.warn(
          "{}: {}; the next version reads only the new names.", origin, String.join(", ", hints));
    }
  }

  /** The same assignment with the present names. */
  static Assignment replace(Assignment assignment) {
    String path = assignment.path();
    String value = assignment.value();
    for (Field field : FIELDS) {
      String former = field.path(field.former());
      if (path.equals(former) || path.startsWith(former + ".")) {
        path = field.path(field.name()) + path.substring(former.length());
      }
    }
    for (Word word : WORDS) {
      if (path.equals(word.field()) && value.equals(word.former())) {
        value = word.word();
      }
    }
    Assignment replaced = new Assignment(path, value);
    if (!replaced.equals(assignment)) {
      LOG.warn(
          "--set {}={} is now --set {}={}; the next version reads only the new names.",
          assignment.path(),
          assignment.value(),
          path,
          value);
    }
    return replaced;
  }

  /** The same assignment with the present names, of a path that begins at the robot's block. */
  static Assignment inRobot(Assignment assignment) {
    Assignment replaced = replace(new Assignment(ROBOT + assignment.path(), assignment.value()));
    return new Assignment(replaced.path().substring(ROBOT.length()), replaced.value());
  }
}
