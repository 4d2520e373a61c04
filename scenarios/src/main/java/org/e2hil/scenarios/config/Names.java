package org.e2hil.scenarios.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** How names are written in JSON, and which of them a misspelt one was meant to be. */
final class Names {

  private Names() {}

  /** {@code EntropyBounded} and {@code ENTROPY_BOUNDED} become {@code entropy-bounded}. */
  static String kebab(String javaName) {
    return javaName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a name that could not be a directory's.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  static void requireDirectoryName(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")) {
      throw new IllegalArgumentException(
          "name must be up to 100 letters, digits, dots, dashes, underscores and plus signs");
    }
  }

  /** What to say of a name that is none of those allowed: the nearest one and all of them. */
  static String hint(String name, Collection<String> allowed) {
    return allowed.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(nearest -> "the nearest is '" + nearest + "', allowed are " + list(allowed))
        .orElse("none is allowed here");
  }

  /** The names, as they are listed in a sentence. */
  static String list(Collection<String> names) {
    return "[" + String.join(", ", names) + "]";
  }

  /** Letters to insert, remove, replace or swap with their neighbour, regardless of case. */
  static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + replace);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
