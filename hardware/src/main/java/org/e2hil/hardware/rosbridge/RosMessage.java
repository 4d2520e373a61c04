package org.e2hil.hardware.rosbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * A message of rosbridge's protocol, or a part of one. What is missing or of another kind than it
 * should be is told as absent, never as a failure. Immutable.
 */
@API(status = API.Status.INTERNAL)
public final class RosMessage {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // not JSON, but what rosbridge makes of a sensor that fails
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final JsonNode node;

  private RosMessage(JsonNode node) {
    this.node = node;
  }

  /** The message of a text; nothing if it is none. */
  public static Optional<RosMessage> parse(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject).map(RosMessage::new);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The text of a message whose values are texts, numbers, arrays of them, and such maps. */
  public static String write(Map<String, ?> message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no message: " + message, e);
    }
  }

  /** What the message wants, such as {@code publish}. */
  public String operation() {
    return text("op").orElse("");
  }

  /** Which exchange it belongs to, which may be a text or a number. */
  public Optional<String> id() {
    return Optional.ofNullable(node.get("id")).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }

  /** The names of what is in it. */
  public Set<String> fields() {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A text in it. */
  public Optional<String> text(String field) {
    return Optional.ofNullable(node.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** A whole number in it. */
  public Optional<Integer> integer(String field) {
    return Optional.ofNullable(node.get(field))
        .filter(JsonNode::canConvertToInt)
        .filter(JsonNode::isIntegralNumber)
        .map(JsonNode::asInt);
  }

  /** A yes or no in it. */
  public Optional<Boolean> flag(String field) {
    return Optional.ofNullable(node.get(field))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::asBoolean);
  }

  /** An array of numbers in it, NaN where rosbridge wrote {@code NaN} or {@code null} for one. */
  public Optional<double[]> numbers(String field) {
    JsonNode array = node.get(field);
    if (array == null || !array.isArray()) {
      return Optional.empty();
    }
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!array.get(i).isNumber() && !array.get(i).isNull()) {
        return Optional.empty();
      }
      numbers[i] = array.get(i).asDouble(Double.NaN);
    }
    return Optional.of(numbers);
  }

  /** A part of it that is a message itself. */
  public Optional<RosMessage> part(String field) {
    return Optional.ofNullable(node.get(field)).filter(JsonNode::isObject).map(RosMessage::new);
  }

  /** An array of parts. */
  public List<RosMessage> parts(String field) {
    List<RosMessage> parts = new ArrayList<>();
    JsonNode array = node.get(field);
    if (array != null && array.isArray()) {
      array.forEach(one -> parts.add(new RosMessage(one)));
    }
    return parts;
  }

  /** Elements of an array, whatever they are; nothing if it is none. */
  public Optional<Integer> sizeOf(String field) {
    return Optional.ofNullable(node.get(field)).filter(JsonNode::isArray).map(JsonNode::size);
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
