package org.e2hil.vision;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which names a misspelt one may have meant. */
final class NearestNames {

  private NearestNames() {}

  /** So many at most, the nearest first; among equals those that come first in the list. */
  static List<String> of(String name, List<String> names, int most) {
    return names.stream()
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(most)
        .toList();
  }

  /** Letters to insert, remove or replace, regardless of case (Levenshtein 1966). */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
