package org.e2hil.scenarios.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast as the Web Content Accessibility Guidelines 2.2 measure it. */
class PaintTest {

  private static double luminance(int rgb) {
    double sum = 0;
    double[] weights = {0.0722, 0.7152, 0.2126};
    for (int i = 0; i < 3; i++) {
      double c = (rgb >> (8 * i) & 0xFF) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(int one, int other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  /** What the style sheet says of a paint, on light paper or on dark. */
  private static int colour(Paint paint, boolean dark) {
    Matcher found =
        Pattern.compile("--" + paint.cssClass() + ":#([0-9a-f]{6})").matcher(Paint.styleSheet());
    assertThat(found.find()).isTrue();
    if (dark) {
      assertThat(found.find()).isTrue();
    }
    return Integer.parseInt(found.group(1), 16);
  }

  @Test
  void textAndSeriesStandOutFromBothPapers() {
    for (boolean dark : new boolean[] {false, true}) {
      int paper = colour(Paint.PAPER, dark);
      assertThat(contrast(colour(Paint.INK, dark), paper)).isGreaterThan(7);
      assertThat(contrast(colour(Paint.MUTED, dark), paper)).isGreaterThan(4.5);
      for (Paint series : Paint.series()) {
        assertThat(contrast(colour(series, dark), paper))
            .as(series + (dark ? " on dark" : " on light") + " paper")
            .isGreaterThan(3);
      }
    }
  }

  @Test
  void theRampLeavesThePaperStepByStep() {
    for (boolean dark : new boolean[] {false, true}) {
      double last = 1.5;
      for (Paint paint : Paint.ramp()) {
        double contrast = contrast(colour(paint, dark), colour(Paint.PAPER, dark));
        assertThat(contrast).as("%s, dark %s", paint, dark).isGreaterThan(last * 1.1);
        last = contrast;
      }
    }
  }

  @Test
  void everyPaintHasAClass() {
    for (Paint paint : Paint.values()) {
      String name = paint.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(Paint.styleSheet()).contains(".%s{color:var(--%s)}".formatted(name, name));
    }
  }
}
