package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The JSON Schema of scenario files, for editors that complete and check them. It comes from the
 * records that {@link RecordBinder} fills and from their Javadoc, so it lives beside the sources.
 *
 * <p>It knows types, words and what may stand where; the ranges of numbers are the records' own,
 * and {@code validate} tells them. No field is required, since a file may extend another one. Names
 * of robots, selections and triggers from other jars are let through unseen.
 */
final class ScenarioSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NUMBER = "number";

  private final Vocabulary vocabulary;
  private final List<String> tasks;
  private final Map<String, String> tunables;
  private final ObjectNode definitions = NODES.objectNode();

  private ScenarioSchema(Vocabulary vocabulary, List<String> tasks, Map<String, String> tunables) {
    this.vocabulary = vocabulary;
    this.tasks = tasks;
    this.tunables = tunables;
  }

  /**
   * The schema of the scenarios that these robots and tasks make possible.
   *
   * @param tunables of all tasks, and what is to be said of each
   */
  static ObjectNode of(Vocabulary vocabulary, List<String> tasks, Map<String, String> tunables) {
    return new ScenarioSchema(vocabulary, tasks, tunables).scenario();
  }

  private ObjectNode scenario() {
    ObjectNode number = definitions.putObject(NUMBER);
    number.putArray("anyOf").add(type(NUMBER)).add(NODES.objectNode().put("const", "Infinity"));
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "A scenario of E2HiL");
    root.setAll(fields(Scenario.class, vocabulary.standard(Scenario.class)));
    ObjectNode properties = (ObjectNode) root.get("properties");
    properties.set("$schema", type("string"));
    properties.set("about", described(type("string"), "a sentence for people"));
    properties.set(
        "extends",
        described(
            type("string"),
            "the shipped scenario, with its variations, or the file that this one builds on"));
    root.set("definitions", definitions);
    return root;
  }

  private ObjectNode schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) {
        return anyOf(List.of(numbers(), type("null")));
      }
      ObjectNode inner = schema(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == List.class
          ? type("array").set("items", inner)
          : anyOf(List.of(inner, type("null")));
    }
    Class<?> plain = (Class<?>) type;
    return Scalars.handles(plain) ? scalar(plain) : reference(plain);
  }

  /** Numbers by name: those that are known, and those of other jars. */
  private ObjectNode numbers() {
    ObjectNode block = type("object");
    ObjectNode properties = block.putObject("properties");
    tunables.forEach((name, about) -> properties.set(name, described(type(NUMBER), about)));
    return block.set("additionalProperties", type(NUMBER));
  }

  private ObjectNode scalar(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return type("boolean");
    } else if (type == String.class) {
      ObjectNode text = NODES.objectNode();
      text.putArray("type").add("string").add("integer");
      return text;
    } else if (type.isEnum()) {
      return words(Stream.of(type.getEnumConstants()).map(this::word).toList());
    } else if (type == OptionalInt.class || type == OptionalLong.class) {
      return anyOf(List.of(type("integer"), type("null")));
    } else if (type == OptionalDouble.class) {
      return anyOf(List.of(reference(NUMBER), type("null")));
    }
    boolean whole = List.of(int.class, long.class, Integer.class, Long.class).contains(type);
    return whole ? type("integer") : reference(NUMBER);
  }

  private String word(Object constant) {
    return Names.kebab(((Enum<?>) constant).name());
  }

  private ObjectNode reference(Class<?> type) {
    String name = type.getName().replaceFirst(".*\\.", "").replace('$', '.');
    if (!definitions.has(name)) {
      // the name is taken first: a block may hold one of its own kind
      definitions.putObject(name);
      definitions.set(name, block(type));
    }
    return reference(name);
  }

  private static ObjectNode reference(String definition) {
    return NODES.objectNode().put("$ref", "#/definitions/" + definition);
  }

  /** All that {@link RecordBinder} takes for a block of this type. */
  private ObjectNode block(Class<?> type) {
    List<ObjectNode> forms = new ArrayList<>();
    if (!vocabulary.presets(type).isEmpty()) {
      forms.add(words(vocabulary.presets(type).keySet()));
    }
    Optional<Map<String, Class<? extends Record>>> open = vocabulary.openTypes(type);
    if (Records.isList(type)) {
      forms.add(schema(type.getRecordComponents()[0].getGenericType()));
    }
    if (open.isPresent()) {
      choices(forms, open.get());
      unknown(forms, open.get().keySet());
    } else if (type.isSealed()) {
      choices(forms, Vocabulary.choices(type));
      unknown(forms, Vocabulary.choices(type).keySet());
    } else {
      if (type == Scenario.Task.class) {
        forms.add(anyOf(List.of(words(tasks), type("string"))));
      }
      forms.add(fields(type, vocabulary.standard(type)));
    }
    ObjectNode block = forms.size() == 1 ? forms.get(0) : anyOf(forms);
    return described(block, RecordJavadoc.of(type).about());
  }

  private void choices(List<ObjectNode> forms, Map<String, ? extends Class<?>> choices) {
    forms.add(words(choices.keySet()));
    choices.forEach(
        (name, type) -> {
          ObjectNode choice = fields(type, vocabulary.standard(type));
          ((ObjectNode) choice.get("properties"))
              .set(RecordBinder.TYPE, NODES.objectNode().put("const", name));
          forms.add(choice);
        });
  }

  /** A block or a word of a type that another jar brings. */
  private static void unknown(List<ObjectNode> forms, Collection<String> known) {
    ObjectNode other = NODES.objectNode();
    other.putObject("not").set("enum", array(known));
    ObjectNode block = type("object");
    block.putObject("properties").set(RecordBinder.TYPE, other);
    block.putArray("required").add(RecordBinder.TYPE);
    forms.add(block);
    forms.add(type("string").set("not", words(known)));
  }

  /** The schema of a record that no scenario holds, with its {@code definitions}. */
  static ObjectNode of(Class<?> type) {
    ScenarioSchema schema = new ScenarioSchema(new Vocabulary(), List.of(), Map.of());
    ObjectNode fields = schema.fields(type, Optional.empty());
    return fields.set("definitions", schema.definitions);
  }

  private ObjectNode fields(Class<?> type, Optional<Object> fallback) {
    ObjectNode block = type("object");
    ObjectNode properties = block.putObject("properties");
    RecordJavadoc javadoc = RecordJavadoc.of(type);
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode field = schema(component.getGenericType());
      // draft 7 ignores what stands beside a $ref, but for editors
      described(field, javadoc.field(component.getName()));
      fallback
          .map(owner -> new RecordWriter(vocabulary).write((Record) owner).get(component.getName()))
          .ifPresent(value -> field.set("default", value));
      properties.set(component.getName(), field);
    }
    return block.put("additionalProperties", false);
  }

  static ObjectNode described(ObjectNode schema, String sentence) {
    return sentence.isEmpty() ? schema : schema.put("description", sentence);
  }

  static ObjectNode type(String name) {
    return NODES.objectNode().put("type", name);
  }

  private static ObjectNode words(Collection<String> words) {
    return NODES.objectNode().set("enum", array(words));
  }

  private static ArrayNode array(Collection<String> words) {
    ArrayNode array = NODES.arrayNode();
    words.forEach(array::add);
    return array;
  }

  static ObjectNode anyOf(List<ObjectNode> forms) {
    ObjectNode either = NODES.objectNode();
    ArrayNode all = either.putArray("anyOf");
    forms.forEach(all::add);
    return either;
  }
}
