package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Single values: numbers, truth values, texts and the constants of enums. */
final class Scalars {

  private Scalars() {}

  static boolean handles(Class<?> type) {
    return unboxed(type).isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  /** {@code int} for {@code Integer}, and so on: what a list holds is boxed. */
  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  static Optional<Object> read(JsonNode node, Class<?> declared) {
    Class<?> type = unboxed(declared);
    if (type == boolean.class) {
      return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    } else if (type == int.class) {
      return whole(node).filter(JsonNode::canConvertToInt).map(JsonNode::intValue);
    } else if (type == long.class) {
      return whole(node).filter(JsonNode::canConvertToLong).map(JsonNode::longValue);
    } else if (type == double.class) {
      return node.isNumber() ? Optional.of(node.doubleValue()) : infinity(node);
    } else if (type == float.class) {
      return node.isNumber() ? Optional.of(node.floatValue()) : Optional.empty();
    } else if (type == String.class) {
      // an arm may be called 7
      return node.isTextual() || node.isIntegralNumber()
          ? Optional.of(node.asText())
          : Optional.empty();
    } else if (type == OptionalInt.class) {
      return node.isNull()
          ? Optional.of(OptionalInt.empty())
          : read(node, int.class).map(n -> OptionalInt.of((int) n));
    } else if (type == OptionalLong.class) {
      return node.isNull()
          ? Optional.of(OptionalLong.empty())
          : read(node, long.class).map(n -> OptionalLong.of((long) n));
    } else if (type == OptionalDouble.class) {
      return node.isNull()
          ? Optional.of(OptionalDouble.empty())
          : read(node, double.class).map(x -> OptionalDouble.of((double) x));
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> node.isTextual() && name(c).equals(node.textValue()))
        .map(c -> (Object) c)
        .findFirst();
  }

  static String describe(Class<?> declared) {
    Class<?> type = unboxed(declared);
    if (type == boolean.class) {
      return "true or false";
    } else if (type == int.class || type == OptionalInt.class) {
      return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    } else if (type == long.class || type == OptionalLong.class) {
      return "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    } else if (type == String.class) {
      return "a text";
    } else if (type.isEnum()) {
      return "one of "
          + Names.list(Arrays.stream(type.getEnumConstants()).map(Scalars::name).toList());
    }
    return "a number";
  }

  /** JSON has no infinity among its numbers, so it stands there as a word. */
  private static Optional<Object> infinity(JsonNode node) {
    return node.asText().equals("Infinity")
        ? Optional.of(Double.POSITIVE_INFINITY)
        : Optional.empty();
  }

  private static Optional<JsonNode> whole(JsonNode node) {
    boolean whole =
        node.isNumber()
            && (node.isIntegralNumber() || node.doubleValue() == Math.rint(node.doubleValue()));
    return whole ? Optional.of(node) : Optional.empty();
  }

  private static String name(Object constant) {
    return Names.kebab(((Enum<?>) constant).name());
  }
}
