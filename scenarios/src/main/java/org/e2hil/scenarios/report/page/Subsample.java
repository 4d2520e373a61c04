package org.e2hil.scenarios.report.page;

import java.util.List;
import java.util.stream.IntStream;

/** Fewer of many, spread evenly and without a beat against any order that they came in. */
final class Subsample {

  /** Its multiples' fractions fill [0, 1) evenly whatever their number (Weyl's sequence). */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Subsample() {}

  /** About {@code wanted} of them in their order, or all if there are no more; always the same. */
  static <T> List<T> of(List<T> all, int wanted) {
    if (all.size() <= wanted) {
      return all;
    }
    double share = (double) wanted / all.size();
    return IntStream.range(0, all.size())
        .filter(i -> i * GOLDEN % 1 < share)
        .mapToObj(all::get)
        .toList();
  }
}
