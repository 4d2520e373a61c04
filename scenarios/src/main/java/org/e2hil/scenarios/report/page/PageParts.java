package org.e2hil.scenarios.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that pages are made of. */
final class PageParts {

  private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");

  private PageParts() {}

  /** The text of a file that lies beside this class. */
  static String read(String name) {
    try (InputStream in = PageParts.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s, a part of this program".formatted(name), e);
    }
  }

  /** The text of a page with {@code {{gaps}}}, each filled with what has its name. */
  static String filled(String name, Map<String, String> parts) {
    // all gaps at once: what fills one is not looked into for others
    return GAP.matcher(read(name))
        .replaceAll(gap -> Matcher.quoteReplacement(parts.get(gap.group(1))));
  }

  /** JSON without anything that ends a script. */
  static String inScript(String json) {
    // inside of a text in JSON these are the same letter, and elsewhere there is none
    return json.replace("<", "\\u003c");
  }

  /** What tells a browser that a style or script is the one that the page was written with. */
  static String digest(String part) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(part.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
