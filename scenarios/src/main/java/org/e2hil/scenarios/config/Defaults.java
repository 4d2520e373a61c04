package org.e2hil.scenarios.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a record's fields are where JSON says nothing of them. */
final class Defaults {

  private Defaults() {}

  /**
   * The record that {@code static defaults()} returns, or that a static field {@code DEFAULT}
   * holds, or that is built of no fields at all.
   */
  static Optional<Object> of(Class<?> type) {
    try {
      Method method = type.getMethod("defaults");
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
        return Optional.of(method.invoke(null));
      }
    } catch (NoSuchMethodException e) {
      // a record without defaults() may still have DEFAULT
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(type.getName() + ".defaults() cannot be called", e);
    }
    try {
      var field = type.getField("DEFAULT");
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == type) {
        return Optional.of(field.get(null));
      }
    } catch (NoSuchFieldException e) {
      // every field of such a record must be given
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(type.getName() + ".DEFAULT cannot be read", e);
    }
    return type.isRecord() && type.getRecordComponents().length == 0
        ? Optional.of(Records.create(type, new Object[0]))
        : Optional.empty();
  }

  /**
   * The words for values of a record that its {@code static presets()} lists, a map from word to
   * value, in their order; none where it has no such method.
   */
  static Map<String, Object> presets(Class<?> type) {
    Map<String, Object> words = new LinkedHashMap<>();
    try {
      Method method = type.getMethod("presets");
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Map.class) {
        ((Map<?, ?>) method.invoke(null)).forEach((word, value) -> words.put((String) word, value));
      }
    } catch (NoSuchMethodException e) {
      // most records have no words
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(type.getName() + ".presets() cannot be called", e);
    }
    return words;
  }

  /** The empty optional or map, if that is the field's type. */
  static Optional<Object> empty(Class<?> type) {
    if (type == Optional.class) {
      return Optional.of(Optional.empty());
    } else if (type == OptionalInt.class) {
      return Optional.of(OptionalInt.empty());
    } else if (type == OptionalLong.class) {
      return Optional.of(OptionalLong.empty());
    } else if (type == OptionalDouble.class) {
      return Optional.of(OptionalDouble.empty());
    } else if (type == Map.class) {
      return Optional.of(Map.of());
    }
    return Optional.empty();
  }
}
