package org.e2hil.agent.system;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/**
 * Every kind of a configuration that a scenario may name, so that what holds for all of them is
 * tested of one that nobody has written yet.
 */
public final class KnownKinds {

  private static final int MOST_ATTEMPTS = 10_000;
  private static final double LARGEST_DOUBLE = 2;

  private KnownKinds() {}

  /**
   * The records that a sealed interface permits and, where it permits an interface that is open,
   * those of other jars.
   */
  public static <T> List<Class<? extends T>> of(Class<T> sealed) {
    List<Class<? extends T>> kinds = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        kinds.add(permitted.asSubclass(sealed));
      } else {
        ServiceLoader.load(Variants.class).stream()
            .flatMap(variants -> variants.get().records().stream())
            .filter(permitted::isAssignableFrom)
            .forEach(record -> kinds.add(record.asSubclass(sealed)));
      }
    }
    return kinds;
  }

  /**
   * A value of a kind with random settings that its constructor accepts.
   *
   * @param largest of its whole numbers
   * @throws IllegalStateException if none is found, or a setting is of a type that is not drawn yet
   */
  public static <T> T draw(Class<T> kind, RandomGenerator random, int largest) {
    Constructor<T> constructor = constructor(kind);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Object[] settings =
          Arrays.stream(constructor.getParameterTypes())
              .map(type -> any(type, random, largest))
              .toArray();
      try {
        return constructor.newInstance(settings);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw new IllegalStateException(kind + " breaks on " + Arrays.toString(settings), e);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(kind + " cannot be made", e);
      }
    }
    throw new IllegalStateException(kind + " accepts none of " + MOST_ATTEMPTS + " settings");
  }

  private static <T> Constructor<T> constructor(Class<T> kind) {
    Class<?>[] types =
        Arrays.stream(kind.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return kind.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(kind + " has no canonical constructor", e);
    }
  }

  private static Object any(Class<?> type, RandomGenerator random, int largest) {
    if (type == int.class) {
      return random.nextInt(largest + 1);
    } else if (type == long.class) {
      return (long) random.nextInt(largest + 1);
    } else if (type == double.class) {
      return random.nextDouble(random.nextBoolean() ? 1 : LARGEST_DOUBLE);
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    } else if (type.isRecord()) {
      return draw(type, random, largest);
    }
    throw new IllegalStateException("no " + type + " is drawn yet");
  }
}
