package org.e2hil.scenarios.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Strict JSON text to trees and back. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Java's own text of some numbers became shorter in version 19
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

  private Json() {}

  /**
   * The tree of a text.
   *
   * @param origin the text's name in a message, such as its file
   * @throws ScenarioException if it is not JSON, naming line and column
   */
  static JsonNode parse(String text, String origin) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new ScenarioException(origin + " is empty; it must hold one JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
      String why = e.getOriginalMessage().replaceAll("\\s+", " ");
      throw new ScenarioException(origin + " is not valid JSON" + place + ": " + why);
    }
  }

  /** Numbers by their names in one line. */
  static String text(Map<String, Double> numbers) {
    ObjectNode tree = MAPPER.createObjectNode();
    numbers.forEach(tree::put);
    return tree.toString();
  }

  /** The tree as indented text that ends with a line feed. */
  static String format(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }
}
