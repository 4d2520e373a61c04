package org.e2hil.dataset;

import java.util.Locale;

/** The constants of an enum as the words that stand in a dataset, as in a run's own tables. */
final class SqlWords {

  private SqlWords() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
