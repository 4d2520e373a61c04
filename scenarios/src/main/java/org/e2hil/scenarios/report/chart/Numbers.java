package org.e2hil.scenarios.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.apiguardian.api.API;

/** Numbers as a person reads them. */
@API(status = API.Status.INTERNAL)
public final class Numbers {

  private static final double PLAIN_FROM = 1e-3;
  private static final double PLAIN_TO = 1e5;

  private Numbers() {}

  /** With as many digits as asked, without zeros at the end; – where there is none. */
  public static String say(double value, int digits) {
    if (Double.isNaN(value)) {
      return "–";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    double size = Math.abs(rounded.doubleValue());
    String text;
    if (size == 0) {
      text = "0";
    } else if (size < PLAIN_FROM || size >= PLAIN_TO) {
      int exponent = rounded.precision() - rounded.scale() - 1;
      text = rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    } else {
      text = String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }
    return text.replace('-', '−');
  }

  /** With as many decimals as asked, also where they are zeros; – where there is none. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−')
        : say(value, decimals);
  }

  /** The label of a tick. */
  static String tick(double value) {
    // a sum of steps misses its round number by a little
    return Math.abs(value) < 1e-300 ? "0" : say(value, 6);
  }
}
