package org.e2hil.scenarios.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.e2hil.scenarios.report.chart.Mark;
import org.e2hil.scenarios.report.chart.Paint;
import org.e2hil.scenarios.report.chart.Series;
import org.e2hil.scenarios.report.chart.Stroke;
import org.junit.jupiter.api.Test;

class CurveTest {

  private static Series series(double... xThenY) {
    int n = xThenY.length / 2;
    double[] x = new double[n];
    double[] y = new double[n];
    System.arraycopy(xThenY, 0, x, 0, n);
    System.arraycopy(xThenY, n, y, 0, n);
    return new Series(x, y);
  }

  @Test
  void aSeriesIsLinearBetweenItsPointsAndNothingBeyondThem() {
    Series series = series(0, 10, 20, 1, 2, 4);

    assertThat(series.at(5)).isEqualTo(1.5);
    assertThat(series.at(20)).isEqualTo(4);
    assertThat(series.at(21)).isNaN();
    assertThat(series.at(-1)).isNaN();
  }

  @Test
  void theTrailingMeanGrowsIntoItsWindowAndTheSumRuns() {
    Series series = series(0, 1, 2, 3, 1, 0, 1, 1);

    assertThat(series.trailingMean(2).y()).containsExactly(1, 0.5, 0.5, 1);
    assertThat(series.runningSum().y()).containsExactly(1, 1, 2, 3);
    double last = series.x()[series.size() - 1];
    assertThat(series.heldUntil(last + 5).x()).endsWith(last, last + 5);
    assertThat(series.heldUntil(last + 5).y()).endsWith(series.y()[3], series.y()[3]);
    assertThat(series.heldUntil(last)).isSameAs(series);
  }

  @Test
  void theMeanGoesOnWithTheRunsThatAreLeft() {
    Curve curve = Curve.of(List.of(series(0, 10, 1, 3), series(0, 20, 5, 5)));

    assertThat(curve.last()).isEqualTo(5);
    assertThat(curve.marks(Paint.SERIES_1, Stroke.SOLID))
        .hasSize(2)
        .hasOnlyElementsOfTypes(Mark.Band.class, Mark.Line.class);
  }

  @Test
  void aMeanWithItsIntervalIsOfAllRunsOrOfNone() {
    Curve curve = Curve.withIntervals(List.of(series(0, 10, 1, 3), series(0, 20, 5, 5)));

    assertThat(curve.last()).isEqualTo(4);
  }

  @Test
  void oneRunHasALineAndNoBandAndNoRunHasNeither() {
    assertThat(Curve.of(List.of(series(0, 10, 1, Double.NaN))).marks(Paint.INK, Stroke.SOLID))
        .singleElement()
        .isInstanceOf(Mark.Line.class);
    assertThat(Curve.of(List.of()).marks(Paint.INK, Stroke.SOLID)).isEmpty();
    assertThat(Curve.of(List.of()).last()).isNaN();
  }
}
