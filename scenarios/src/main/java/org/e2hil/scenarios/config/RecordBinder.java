package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a JSON tree into records, field by field, and collects everything that is wrong instead of
 * stopping at the first. Fields that are absent keep their defaults. One use by one thread.
 */
final class RecordBinder {

  static final String TYPE = "type";
  private static final int LONGEST_VALUE = 60;

  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();

  RecordBinder(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** What was wrong so far. */
  List<Problem> problems() {
    return problems;
  }

  /** The record, or nothing if {@link #problems()} has grown. */
  <R extends Record> Optional<R> bind(JsonNode tree, Class<R> type) {
    return bindBlock(tree, type, vocabulary.standard(type), "").map(type::cast);
  }

  private Optional<Object> bind(JsonNode node, Type type, Optional<Object> fallback, String path) {
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == List.class) {
        return bindList(node, argument, path);
      } else if (generic.getRawType() == Map.class) {
        return bindNumbers(node, path);
      } else if (generic.getRawType() == Optional.class) {
        Optional<Object> inner = fallback.flatMap(value -> (Optional<?>) value);
        return node.isNull()
            ? Optional.of(Optional.empty())
            : bind(node, argument, inner, path).map(Optional::of);
      }
    } else if (type instanceof Class<?> plain) {
      return Scalars.handles(plain)
          ? Scalars.read(node, plain)
              .or(() -> problem(path, node, "must be " + Scalars.describe(plain)))
          : bindBlock(node, plain, fallback, path);
    }
    throw new IllegalStateException("a scenario cannot hold a " + type.getTypeName());
  }

  private Optional<Object> bindList(JsonNode node, Type element, String path) {
    if (!node.isArray()) {
      return problem(path, node, "must be a list");
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      bind(node.get(i), element, Optional.empty(), child(path, Integer.toString(i)))
          .ifPresent(values::add);
    }
    return values.size() == node.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  /** Numbers by names that are not a record's; none for null. */
  private Optional<Object> bindNumbers(JsonNode node, String path) {
    if (node.isNull()) {
      return Optional.of(Map.of());
    } else if (!node.isObject()) {
      return problem(path, node, "must be a block of numbers by their names");
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            field ->
                bind(field.getValue(), double.class, Optional.empty(), child(path, field.getKey()))
                    .ifPresent(number -> numbers.put(field.getKey(), number)));
    return numbers.size() == node.size() ? Optional.of(numbers) : Optional.empty();
  }

  private Optional<Object> bindBlock(
      JsonNode node, Class<?> type, Optional<Object> fallback, String path) {
    Map<String, Object> presets = vocabulary.presets(type);
    Optional<Map<String, Class<? extends Record>>> openTypes = vocabulary.openTypes(type);
    if (node.isTextual() && presets.containsKey(node.textValue())) {
      return Optional.of(presets.get(node.textValue()));
    } else if (Records.isList(type) && node.isArray()) {
      return bindFields(wrap(type.getRecordComponents()[0].getName(), node), type, fallback, path);
    } else if (node.isTextual() && hasType(type)) {
      return bindBlock(wrap(TYPE, node), type, fallback, path);
    } else if (node instanceof ObjectNode block) {
      if (openTypes.isPresent()) {
        return bindOpenBlock(block, type, openTypes.get(), fallback, path);
      }
      return type.isSealed()
          ? bindChoice(block, Vocabulary.choices(type), fallback, path)
          : bindFields(block, type, fallback, path);
    }
    return problem(path, node, "must be " + describe(type));
  }

  private Optional<Object> bindChoice(
      ObjectNode block, Map<String, Class<?>> choices, Optional<Object> fallback, String path) {
    if (!block.has(TYPE) && fallback.isPresent()) {
      return bindFields(block, fallback.get().getClass(), fallback, path);
    }
    return chosen(block, choices, path)
        .flatMap(
            type -> {
              ObjectNode fields = block.deepCopy();
              fields.remove(TYPE);
              return bindFields(
                  fields,
                  type,
                  fallback.filter(type::isInstance).or(() -> vocabulary.standard(type)),
                  path);
            });
  }

  private Optional<Object> bindOpenBlock(
      ObjectNode block,
      Class<?> type,
      Map<String, Class<? extends Record>> choices,
      Optional<Object> fallback,
      String path) {
    ObjectNode complete = block.deepCopy();
    if (!block.has(TYPE) && fallback.isPresent()) {
      complete.put(TYPE, (String) Records.value(type.getRecordComponents()[0], fallback.get()));
    }
    return bindChoice(complete, new LinkedHashMap<>(choices), Optional.empty(), path)
        .map(
            settings ->
                Records.create(type, new Object[] {complete.get(TYPE).textValue(), settings}));
  }

  private <T> Optional<T> chosen(ObjectNode block, Map<String, T> choices, String path) {
    JsonNode name = block.get(TYPE);
    if (name == null) {
      problem(child(path, TYPE), "is missing, allowed are " + Names.list(choices.keySet()));
      return Optional.empty();
    } else if (!choices.containsKey(name.asText())) {
      problem(
          child(path, TYPE),
          name,
          "there is no such type, " + Names.hint(name.asText(), choices.keySet()));
      return Optional.empty();
    }
    return Optional.of(choices.get(name.asText()));
  }

  private Optional<Object> bindFields(
      ObjectNode block, Class<?> type, Optional<Object> fallback, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = names(type);
    int before = problems.size();
    block
        .fields()
        .forEachRemaining(
            field -> {
              if (!known.contains(field.getKey())) {
                problem(
                    child(path, field.getKey()),
                    field.getValue(),
                    "there is no such field, " + Names.hint(field.getKey(), known));
              }
            });
    Object[] values = new Object[components.length];
    Object[] defaults = new Object[components.length];
    Set<String> replaced = new HashSet<>();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      JsonNode given = block.get(component.getName());
      Optional<Object> whole =
          fallback
              .map(owner -> Records.value(component, owner))
              .or(() -> Defaults.empty(component.getType()))
              .or(() -> vocabulary.standard(component.getType()));
      String place = child(path, component.getName());
      Optional<Object> value =
          given == null ? whole : bind(given, component.getGenericType(), whole, place);
      if (given == null && value.isEmpty()) {
        problem(place, "is missing, it must be " + describe(component.getType()));
      }
      values[i] = value.or(() -> whole).orElse(null);
      if (value.isEmpty()) {
        replaced.add(component.getName());
      }
      defaults[i] = whole.orElse(null);
    }
    Optional<Object> bound = construct(type, values, defaults, replaced, block, path);
    return problems.size() > before ? Optional.empty() : bound;
  }

  /**
   * Makes the record. Where its constructor refuses a field, the field's default stands in for it
   * from then on, so that what is wrong with the others shows as well.
   *
   * @param replaced fields for which a default stands already, or nothing at all
   */
  private Optional<Object> construct(
      Class<?> type,
      Object[] values,
      Object[] defaults,
      Set<String> replaced,
      ObjectNode block,
      String path) {
    List<String> known = names(type);
    while (!Arrays.asList(values).contains(null)) {
      try {
        return Optional.of(Records.create(type, values));
      } catch (IllegalArgumentException refused) {
        String sentence = refused.getMessage().replaceFirst("\\.$", "");
        if (replaced.stream().anyMatch(name -> position(name, sentence) >= 0)) {
          // perhaps the default alone does not fit to what is given
          return Optional.empty();
        }
        Optional<String> field = refused(sentence, block, known, path);
        if (field.isEmpty() || !block.has(field.get())) {
          return Optional.empty();
        }
        replaced.add(field.get());
        values[known.indexOf(field.get())] = defaults[known.indexOf(field.get())];
      }
    }
    return Optional.empty();
  }

  /** Lays a constructor's own sentence at the field that it names first, and gives that field. */
  private Optional<String> refused(
      String sentence, ObjectNode block, List<String> known, String path) {
    Optional<String> named =
        known.stream()
            .filter(name -> position(name, sentence) >= 0)
            .min(Comparator.comparingInt(name -> position(name, sentence)));
    String place = named.map(name -> child(path, name)).orElse(path);
    named
        .map(block::get)
        .ifPresentOrElse(given -> problem(place, given, sentence), () -> problem(place, sentence));
    return named;
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** Where a sentence names a field, as {@code batchSize} or as "batch size"; −1 if nowhere. */
  private static int position(String field, String sentence) {
    String words = Names.kebab(field).replace("-", "[ -]?");
    Matcher matcher =
        Pattern.compile("\\b" + words + "\\b", Pattern.CASE_INSENSITIVE).matcher(sentence);
    return matcher.find() ? matcher.start() : -1;
  }

  private boolean hasType(Class<?> type) {
    return type.isSealed()
        || vocabulary.openTypes(type).isPresent()
        || (type.isRecord()
            && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(TYPE)));
  }

  private String describe(Class<?> type) {
    if (Scalars.handles(type)) {
      return Scalars.describe(type);
    } else if (type == List.class) {
      return "a list";
    }
    List<String> forms = new ArrayList<>();
    if (!vocabulary.presets(type).isEmpty()) {
      forms.add("one of " + Names.list(vocabulary.presets(type).keySet()));
    }
    if (Records.isList(type)) {
      forms.add("a list");
    } else if (vocabulary.openTypes(type).isPresent()) {
      forms.add(
          "a block whose type is one of " + Names.list(vocabulary.openTypes(type).get().keySet()));
    } else if (type.isSealed()) {
      forms.add("a block whose type is one of " + Names.list(Vocabulary.choices(type).keySet()));
    } else if (type.isRecord()) {
      forms.add("a block of " + Names.list(names(type)));
    }
    return String.join(" or ", forms);
  }

  private Optional<Object> problem(String path, JsonNode given, String sentence) {
    String text = given.toString();
    String shown =
        text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    problems.add(new Problem(path, shown, sentence));
    return Optional.empty();
  }

  private Optional<Object> problem(String path, String sentence) {
    problems.add(new Problem(path, "", sentence));
    return Optional.empty();
  }

  private static ObjectNode wrap(String field, JsonNode value) {
    return JsonNodeFactory.instance.objectNode().set(field, value);
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
