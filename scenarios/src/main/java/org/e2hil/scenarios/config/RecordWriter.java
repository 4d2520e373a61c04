package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes records as the JSON tree that {@link RecordBinder} reads them from, nothing left out. */
final class RecordWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Vocabulary vocabulary;

  RecordWriter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The tree of a record. */
  ObjectNode write(Record value) {
    ObjectNode block = NODES.objectNode();
    fieldsInto(block, value);
    return block;
  }

  private void fieldsInto(ObjectNode block, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object field = Records.value(component, value);
      node(field).ifPresent(n -> block.set(component.getName(), n));
    }
  }

  /** Nothing for an empty optional or map, which is left out. */
  private Optional<JsonNode> node(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(this::node);
    } else if (value instanceof OptionalInt optional) {
      return optional.isPresent()
          ? Optional.of(NODES.numberNode(optional.getAsInt()))
          : Optional.empty();
    } else if (value instanceof OptionalLong optional) {
      return optional.isPresent()
          ? Optional.of(NODES.numberNode(optional.getAsLong()))
          : Optional.empty();
    } else if (value instanceof OptionalDouble optional) {
      return optional.isPresent()
          ? Optional.of(NODES.numberNode(optional.getAsDouble()))
          : Optional.empty();
    } else if (value instanceof List<?> list) {
      return Optional.of(array(list));
    } else if (value instanceof Map<?, ?> numbers) {
      ObjectNode block = NODES.objectNode();
      numbers.forEach((name, number) -> block.put((String) name, (Double) number));
      return block.isEmpty() ? Optional.empty() : Optional.of(block);
    } else if (value instanceof Record record) {
      return Optional.of(block(record));
    } else if (value instanceof Enum<?> constant) {
      return Optional.of(NODES.textNode(Names.kebab(constant.name())));
    } else if (value instanceof Boolean truth) {
      return Optional.of(NODES.booleanNode(truth));
    } else if (value instanceof Integer number) {
      return Optional.of(NODES.numberNode(number));
    } else if (value instanceof Long number) {
      return Optional.of(NODES.numberNode(number));
    } else if (value instanceof Double number) {
      return Optional.of(NODES.numberNode(number));
    } else if (value instanceof Float number) {
      return Optional.of(NODES.numberNode(number));
    }
    return Optional.of(NODES.textNode(value.toString()));
  }

  private ArrayNode array(List<?> list) {
    ArrayNode array = NODES.arrayNode();
    list.forEach(element -> node(element).ifPresent(array::add));
    return array;
  }

  private JsonNode block(Record record) {
    Class<?> type = record.getClass();
    if (Records.isList(type)) {
      return array((List<?>) Records.value(type.getRecordComponents()[0], record));
    }
    ObjectNode block = NODES.objectNode();
    if (vocabulary.openTypes(type).isPresent()) {
      RecordComponent[] typeAndSettings = type.getRecordComponents();
      block.put(RecordBinder.TYPE, (String) Records.value(typeAndSettings[0], record));
      fieldsInto(block, (Record) Records.value(typeAndSettings[1], record));
      return block;
    }
    choiceName(type).ifPresent(name -> block.put(RecordBinder.TYPE, name));
    fieldsInto(block, record);
    return block;
  }

  /** The name of a record among those of its sealed interface. */
  static Optional<String> choiceName(Class<?> type) {
    return choiceName(type, type);
  }

  private static Optional<String> choiceName(Class<?> type, Class<?> below) {
    for (Class<?> parent : below.getInterfaces()) {
      Optional<String> name =
          parent.isSealed()
              ? Vocabulary.choices(parent).entrySet().stream()
                  .filter(choice -> choice.getValue() == type)
                  .map(Map.Entry::getKey)
                  .findFirst()
              : choiceName(type, parent);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }
}
