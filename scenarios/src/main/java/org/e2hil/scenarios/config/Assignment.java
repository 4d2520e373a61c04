package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apiguardian.api.API;

/**
 * One {@code --set}: a field of a scenario and its new value.
 *
 * @param path dotted, lists by index: {@code intervention.providers.0.probability}
 * @param value JSON, or else the bare text itself
 */
@API(status = API.Status.MAINTAINED)
public record Assignment(String path, String value) {

  /**
   * Reads {@code path=value}.
   *
   * @throws ScenarioException if there is no path, no equals sign or no value
   */
  public static Assignment parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new ScenarioException(
          "--set " + text + ": must have the form path=value, such as agent.discount=0.98");
    }
    String path = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw new ScenarioException(
          "--set %1$s= has no value; is a shell variable empty? For none, write '%1$s=\"\"' where a text is expected, and %1$s=null elsewhere"
              .formatted(path));
    }
    return new Assignment(path, value);
  }

  /**
   * Sets the value in a tree; blocks on the way that are absent are made. A new {@code type}
   * replaces its whole block, since the old type's fields mean nothing to it.
   *
   * @throws ScenarioException if the path leads through something that has no fields
   */
  void applyTo(ObjectNode root) {
    List<String> segments = List.of(path.split("\\.", -1));
    JsonNode node = root;
    for (int i = 0; i < segments.size() - 1; i++) {
      node = enter(node, segments.get(i), String.join(".", segments.subList(0, i)));
    }
    String owner = String.join(".", segments.subList(0, segments.size() - 1));
    String last = segments.get(segments.size() - 1);
    JsonNode tree = tree();
    if (node instanceof ObjectNode block) {
      if (last.equals(RecordBinder.TYPE) && !tree.equals(block.get(last))) {
        block.removeAll();
      }
      block.set(last, tree);
    } else {
      ((ArrayNode) require(node, owner)).set(index(node, last, owner), tree);
    }
  }

  private JsonNode enter(JsonNode node, String segment, String owner) {
    if (node instanceof ObjectNode block) {
      JsonNode next = block.get(segment);
      return next == null || next.isNull() ? block.putObject(segment) : next;
    }
    return require(node, owner).get(index(node, segment, owner));
  }

  private JsonNode require(JsonNode node, String owner) {
    if (!node.isContainerNode()) {
      throw new ScenarioException(
          List.of(
              new Problem(
                  owner, node.toString(), "has no fields, so --set " + path + " is not possible")));
    }
    return node;
  }

  private int index(JsonNode list, String segment, String owner) {
    if (segment.matches("\\d{1,9}") && Integer.parseInt(segment) < list.size()) {
      return Integer.parseInt(segment);
    }
    String entries = list.isEmpty() ? "" : ", only 0 to " + (list.size() - 1);
    throw new ScenarioException(
        List.of(new Problem(owner, list.toString(), "has no entry '" + segment + "'" + entries)));
  }

  private JsonNode tree() {
    try {
      return Json.parse(value, path);
    } catch (ScenarioException notJson) {
      return JsonNodeFactory.instance.textNode(value);
    }
  }
}
