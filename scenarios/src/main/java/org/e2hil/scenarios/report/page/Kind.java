package org.e2hil.scenarios.report.page;

import java.util.Locale;
import org.e2hil.scenarios.report.chart.Paint;

/** Where a state came from, as the figures show it. */
enum Kind {
  INTERVENTION("interventions", Paint.SERIES_2),
  POLICY("exploration", Paint.SERIES_1),
  DEMONSTRATION("demonstrations", Paint.SERIES_3);

  private final String plural;
  private final Paint paint;

  Kind(String plural, Paint paint) {
    this.plural = plural;
    this.paint = paint;
  }

  /** The word in a run's tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The states of this kind, in words. */
  String plural() {
    return plural;
  }

  Paint paint() {
    return paint;
  }
}
