package org.e2hil.scenarios.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.e2hil.agent.system.Variants;

/**
 * The words that stand for Java types and values in JSON. A sealed interface needs no entry: its
 * permitted records are named by their own names, {@code EntropyBounded} as {@code
 * entropy-bounded}, and so are those of other jars ({@link Variants}).
 */
final class Vocabulary {

  private final Map<Class<?>, Map<String, Object>> presets = new LinkedHashMap<>();
  private final Map<Class<?>, Map<String, Class<? extends Record>>> open = new LinkedHashMap<>();
  private final Map<Class<?>, Object> standards = new LinkedHashMap<>();

  /** Lets {@code word} stand for {@code value} wherever a value of its class is expected. */
  Vocabulary preset(String word, Record value) {
    presets.computeIfAbsent(value.getClass(), c -> new LinkedHashMap<>()).put(word, value);
    return this;
  }

  /** Makes {@code value} what a value of {@code type} is where JSON says nothing of it. */
  Vocabulary standard(Class<?> type, Object value) {
    standards.put(type, value);
    return this;
  }

  /**
   * Makes a record of a {@code String type} and {@code Record settings} an open block, whose {@code
   * type} decides the record that its other fields are read into.
   */
  Vocabulary openBlock(Class<? extends Record> block, Map<String, Class<? extends Record>> types) {
    open.put(block, types);
    return this;
  }

  /** The words for values of a class: those given here, or else those that it names itself. */
  Map<String, Object> presets(Class<?> type) {
    return presets.computeIfAbsent(type, Defaults::presets);
  }

  /** What a value of this type is where JSON says nothing; empty if it must be given. */
  Optional<Object> standard(Class<?> type) {
    return Optional.ofNullable(standards.get(type)).or(() -> Defaults.of(type));
  }

  /** The settings of each type of an open block; empty for any other class. */
  Optional<Map<String, Class<? extends Record>>> openTypes(Class<?> block) {
    return Optional.ofNullable(open.get(block));
  }

  /**
   * The records of a sealed interface by the names that {@code type} may have. Where it permits an
   * interface that is open, they are those of other jars.
   *
   * @throws IllegalStateException if two have one name
   */
  static Map<String, Class<?>> choices(Class<?> sealed) {
    Map<String, Class<?>> found = new LinkedHashMap<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        found.putAll(choices(permitted));
      } else if (permitted.isInterface()) {
        ServiceLoader.load(Variants.class).stream()
            .flatMap(variants -> variants.get().records().stream())
            .filter(permitted::isAssignableFrom)
            .forEach(record -> add(found, record));
      } else {
        add(found, permitted);
      }
    }
    return found;
  }

  private static void add(Map<String, Class<?>> found, Class<?> record) {
    String name = Names.kebab(record.getSimpleName());
    Class<?> earlier = found.put(name, record);
    if (earlier != null) {
      throw new IllegalStateException(
          "two records stand for '%s': %s and %s; rename one"
              .formatted(name, earlier.getName(), record.getName()));
    }
  }
}
