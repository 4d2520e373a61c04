package org.e2hil.scenarios.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of a record or an interface says of it and of its fields, as plain text. */
final class RecordJavadoc {

  private static final List<Path> SOURCES =
      List.of(
          Path.of("../agent/control/src/main/java"),
          Path.of("../agent/learner/src/main/java"),
          Path.of("../agent/vision/src/main/java"),
          Path.of("../sim/src/main/java"),
          Path.of("../hardware/src/main/java"),
          Path.of("src/main/java"),
          Path.of("src/test/java"));

  private final String about;
  private final Map<String, String> fields = new LinkedHashMap<>();

  private RecordJavadoc(String comment) {
    String text = comment.replaceAll("(?m)^\\s*\\*? ?", "");
    String[] parts = text.split("(?m)^@param\\s+");
    about = plain(parts[0].split("(?m)^(<p>|@)", 2)[0]);
    for (String part : List.of(parts).subList(1, parts.length)) {
      Matcher field = Pattern.compile("(?s)(\\w+)\\s+(.*?)(\n@.*)?").matcher(part);
      if (field.matches()) {
        fields.put(field.group(1), plain(field.group(2)));
      }
    }
  }

  /** That of a type in these modules; empty texts where it has none. */
  static RecordJavadoc of(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    String file = outer.getName().replace('.', '/') + ".java";
    Pattern declaration =
        Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@[\\w.]+(?:\\([^)]*\\))?)*"
                + "\\s*(?:(?:public|private|protected|static|final|sealed|non-sealed)\\s+)*"
                + "(?:record|interface|class)\\s+"
                + type.getSimpleName()
                + "\\b",
            Pattern.DOTALL);
    for (Path root : SOURCES) {
      Path source = root.resolve(file);
      if (Files.exists(source)) {
        try {
          Matcher found = declaration.matcher(Files.readString(source));
          return new RecordJavadoc(found.find() ? found.group(1) : "");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return new RecordJavadoc("");
  }

  /** Its first paragraph. */
  String about() {
    return about;
  }

  /** What is said of a field; empty if nothing is. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("(?s)\\{@link\\s+[\\w.#]+\\s+([^}]*)}", "$1")
        .replaceAll("(?s)\\{@(?:code|link|literal)\\s+#?([^}]*)}", "$1")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
