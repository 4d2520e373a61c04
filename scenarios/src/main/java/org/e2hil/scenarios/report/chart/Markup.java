package org.e2hil.scenarios.report.chart;

import org.apiguardian.api.API;

/** Text in XML and HTML. */
@API(status = API.Status.INTERNAL)
public final class Markup {

  private Markup() {}

  /** The text with all that has a meaning in markup taken out of it. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(letter < ' ' && !Character.isWhitespace(letter) ? '�' : letter);
      }
    }
    return safe.toString();
  }
}
