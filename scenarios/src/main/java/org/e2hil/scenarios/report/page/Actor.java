package org.e2hil.scenarios.report.page;

import java.util.Optional;
import org.e2hil.agent.experience.Source;
import org.e2hil.scenarios.report.chart.Paint;

/** Who chose the action of a frame, in the colours that the report has for them. */
enum Actor {
  DEMONSTRATION("demonstration", Kind.DEMONSTRATION.paint()),
  POLICY("policy", Kind.POLICY.paint()),
  INTERVENTION("intervention", Kind.INTERVENTION.paint()),
  /** Other programs tell of interventions alone, or of nobody. */
  NOT_TOLD("not told", Paint.SERIES_6);

  private final String word;
  private final Paint paint;

  Actor(String word, Paint paint) {
    this.word = word;
    this.paint = paint;
  }

  static Actor of(Optional<Source> source) {
    return source.map(known -> valueOf(known.name())).orElse(NOT_TOLD);
  }

  String word() {
    return word;
  }

  Paint paint() {
    return paint;
  }
}
