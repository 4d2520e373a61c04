package org.e2hil.scenarios.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Reading and building records by their components. */
final class Records {

  private Records() {}

  /** One field of a record. */
  static Object value(RecordComponent component, Object owner) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the field " + component + " cannot be read", e);
    }
  }

  /**
   * A record of these fields.
   *
   * @throws IllegalArgumentException of the record's own constructor, for values it refuses
   */
  static Object create(Class<?> type, Object[] fields) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(fields);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(type.getName() + " cannot be built", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be built", e);
    }
  }

  /** True for a record that is nothing but a list, and is written as one. */
  static boolean isList(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == java.util.List.class;
  }
}
