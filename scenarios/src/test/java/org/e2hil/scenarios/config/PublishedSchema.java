package org.e2hil.scenarios.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the tests of the schemas for editors share. */
final class PublishedSchema {

  private PublishedSchema() {}

  /** Fails unless the file holds this text; renews it first where that is asked for. */
  static void assertIs(Path file, String generated, Class<?> test) throws IOException {
    if (Boolean.getBoolean("e2hil.approve")) {
      Files.writeString(file, generated);
    }
    assertThat(file)
        .as(
            "to renew it: mvn test -pl scenarios -Dtest=%s -De2hil.approve=true",
            test.getSimpleName())
        .hasContent(generated);
  }

  /** The JSON files that a page shows. */
  static List<String> examples(Path page) throws IOException {
    return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
