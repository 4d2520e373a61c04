package org.e2hil.scenarios.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2hil.agent.system.UserFiles;

/**
 * Finds the files of scenarios, and merges what they extend and their variations into one tree.
 *
 * <p>A reference is the name of a shipped scenario or the path of a file, and may be followed by
 * variations: {@code toast-bread+so101}.
 */
final class ScenarioFiles {

  /** The scenarios that come with E2HiL, a file of the same name each. */
  static final List<String> SHIPPED =
      List.of(
          "pick-banana",
          "toast-bread",
          "open-toaster",
          "block-insertion",
          "wipe-whiteboard",
          "fold-towel",
          "pick-banana-quick",
          "open-toaster-quick");

  /** The variations that come with E2HiL, a file of the same name in {@code variations} each. */
  static final List<String> VARIATIONS =
      List.of(
          "so101",
          "pixels",
          "looks",
          "human-like",
          "poor",
          "hil-serl",
          "random-drop",
          "dagger",
          "bc",
          "paper");

  /** What the shipped scenarios share. It has no task, so it is no scenario itself. */
  private static final String BASE = "base";

  /** The experiments that come with E2HiL, a file of the same name in {@code experiments} each. */
  static final List<String> EXPERIMENTS =
      List.of(
          "six-tasks",
          "selection",
          "what-learns",
          "paper",
          "samples",
          "bounds",
          "mask",
          "hands",
          "takeovers",
          "demonstrations");

  private static final String VARIATION = "variations/";
  private static final String EXPERIMENT = "experiments/";
  private static final String NAME = "name";
  private static final String EXTENDS = "extends";

  /** A sentence for people, which decides nothing. */
  private static final String ABOUT = "about";

  /** Names the schema for editors, which decides nothing either. */
  private static final String SCHEMA = "$schema";

  private static final String JSON = ".json";

  private ScenarioFiles() {}

  /**
   * All that a scenario says, with its name. A name of its own goes before that of the file, and
   * the variations are part of the name.
   *
   * @throws ScenarioException if anything that it needs is missing or cannot be read
   */
  static ObjectNode read(String reference) {
    return read(reference, Path.of(""), SHIPPED, List.of());
  }

  /**
   * All that the text of a scenario says, with its name. Files are sought in the working directory.
   *
   * @param origin how to name the text in a message
   * @param name of the scenario where the text gives none
   * @throws ScenarioException if it is no scenario, or anything that it needs cannot be read
   */
  static ObjectNode resolve(String text, String origin, String name) {
    return resolve(new Source(origin, origin, name, Path.of(""), text), List.of());
  }

  /** The variations' names, and a sentence on each. */
  static Map<String, String> variations() {
    return abouts(VARIATIONS, VARIATION);
  }

  /** The experiments' names, and a sentence on each. */
  static Map<String, String> experiments() {
    return abouts(EXPERIMENTS, EXPERIMENT);
  }

  private static Map<String, String> abouts(List<String> names, String folder) {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (String name : names) {
      sentences.put(name, Json.parse(resource(folder + name), name).path(ABOUT).asText());
    }
    return sentences;
  }

  /**
   * A text, and where it is from.
   *
   * @param id the same for two ways of naming one file
   * @param origin how to name it in a message
   * @param name of the scenario where the text gives none
   * @param path relative to whose folder other files are found
   * @param text in JSON
   */
  record Source(String id, String origin, String name, Path path, String text) {}

  /**
   * The file of an experiment, shipped or the user's.
   *
   * @return empty if it describes a scenario, is no file, or cannot be read
   */
  static Optional<Source> experiment(String nameOrFile) {
    if (EXPERIMENTS.contains(nameOrFile)) {
      return Optional.of(
          new Source(
              nameOrFile,
              "the experiment " + nameOrFile,
              nameOrFile,
              Path.of(""),
              resource(EXPERIMENT + nameOrFile)));
    }
    if (!nameOrFile.endsWith(JSON) || SHIPPED.contains(nameOrFile)) {
      return Optional.empty();
    }
    try {
      Source source = source(nameOrFile, Path.of(""), List.of());
      return Json.parse(source.text(), source.origin()).has("scenarios")
          ? Optional.of(source)
          : Optional.empty();
    } catch (ScenarioException unreadable) {
      // what is wrong with it is said once it is read as a scenario
      return Optional.empty();
    }
  }

  /**
   * What a reference names, with its variations.
   *
   * @param from relative to whose folder files are found
   * @param names of what is shipped and may be named here
   * @param extending the ids of those that are being read, and that this is a part of
   */
  private static ObjectNode read(
      String reference, Path from, List<String> names, List<String> extending) {
    int plus = variationsFrom(reference);
    if (plus < 0) {
      return resolve(source(reference, from, names), extending);
    }
    ObjectNode tree = resolve(source(reference.substring(0, plus), from, names), extending);
    for (String variation : reference.substring(plus + 1).split("\\+", -1)) {
      lay(variation(variation), tree);
    }
    return tree.put(NAME, tree.get(NAME).asText() + reference.substring(plus));
  }

  private static ObjectNode resolve(Source source, List<String> extending) {
    if (extending.contains(source.id())) {
      throw new ScenarioException("this is a circle");
    }
    ObjectNode tree = parse(source.text(), source.origin());
    if (!tree.has(NAME)) {
      tree.put(NAME, source.name());
    }
    JsonNode extended = tree.remove(EXTENDS);
    if (extended == null) {
      return tree;
    } else if (!extended.isTextual()) {
      throw new ScenarioException(
          "%s: extends must be the name or the file of one scenario, but is %s"
              .formatted(source.origin(), extended));
    }
    List<String> chain = new ArrayList<>(extending);
    chain.add(source.id());
    List<String> names = new ArrayList<>(SHIPPED);
    names.add(BASE);
    try {
      ObjectNode below = read(extended.textValue(), source.path(), names, chain);
      lay(tree, below);
      return below;
    } catch (ScenarioException e) {
      throw new ScenarioException(
          "%s extends %s: %s".formatted(source.origin(), extended, e.getMessage()));
    }
  }

  /**
   * Lays one tree over another: blocks merge field by field, and anything else replaces what was
   * there. A block with another {@code type} replaces as well, since the old type's fields mean
   * nothing to it.
   */
  private static void lay(ObjectNode over, ObjectNode below) {
    over.fields()
        .forEachRemaining(
            field -> {
              JsonNode old = below.get(field.getKey());
              if (field.getValue() instanceof ObjectNode block
                  && old instanceof ObjectNode oldBlock
                  && keepsType(block, oldBlock)) {
                lay(block, oldBlock);
              } else {
                below.set(field.getKey(), field.getValue());
              }
            });
  }

  private static boolean keepsType(ObjectNode over, ObjectNode below) {
    JsonNode type = over.get(RecordBinder.TYPE);
    return type == null || type.equals(below.get(RecordBinder.TYPE));
  }

  /** Where the variations begin; −1 without any. A folder may hold a plus sign, as runs' do. */
  private static int variationsFrom(String reference) {
    int file = Math.max(reference.lastIndexOf(JSON), reference.lastIndexOf('/'));
    return reference.indexOf('+', file);
  }

  /** A reference that stands in a file, as one from the working directory. */
  static String beside(Path file, String reference) {
    int plus = variationsFrom(reference);
    String name = plus < 0 ? reference : reference.substring(0, plus);
    return name.endsWith(JSON) || name.contains("/")
        ? file.resolveSibling(UserFiles.path(reference)).toString()
        : reference;
  }

  private static ObjectNode parse(String text, String origin) {
    if (Json.parse(text, origin) instanceof ObjectNode tree) {
      tree.remove(List.of(ABOUT, SCHEMA));
      FormerNames.replace(tree, origin);
      return tree;
    }
    throw new ScenarioException(origin + " must hold one JSON object, { … }");
  }

  private static Source source(String name, Path from, List<String> names) {
    if (names.contains(name)) {
      return new Source(name, "the scenario " + name, name, Path.of(""), resource(name));
    }
    Path file = from.resolveSibling(UserFiles.path(name));
    if (!name.endsWith(JSON) && Path.of(name).getNameCount() < 2 && !Files.isRegularFile(file)) {
      throw new ScenarioException(
          "there is neither a file nor a scenario '%s', %s"
              .formatted(name, Names.hint(name, names)));
    }
    String ownName = file.getFileName().toString().replaceFirst("\\.json$", "");
    String id = file.toAbsolutePath().normalize().toString();
    return new Source(id, file.toString(), ownName, file, text(file));
  }

  private static ObjectNode variation(String name) {
    if (!VARIATIONS.contains(name)) {
      throw new ScenarioException(
          "there is no variation '%s', %s".formatted(name, Names.hint(name, VARIATIONS)));
    }
    return parse(resource(VARIATION + name), "the variation " + name);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ScenarioException(file + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new ScenarioException(file + " is not text in UTF-8");
    } catch (IOException e) {
      throw new ScenarioException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static String resource(String name) {
    try (InputStream in = ScenarioFiles.class.getResourceAsStream(name + JSON)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
