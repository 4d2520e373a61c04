package org.e2hil.scenarios.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers in the sentences of a failure. */
final class Words {

  private Words() {}

  /** A share as a percentage, such as {@code 87.5%}. */
  static String percent(double share) {
    return digits(100 * share, 3) + "%";
  }

  /** A probability as a percentage; of a tiny one only that it is tiny. */
  static String chance(double probability) {
    return probability < 1e-6 ? "less than 0.0001%" : percent(probability);
  }

  /** A difference of shares in percentage points, without its sign. */
  static String points(double difference) {
    String number = digits(Math.abs(100 * difference), 3);
    return number + (number.equals("1") ? " percentage point" : " percentage points");
  }

  /** As short as it can be written. */
  static String number(double value) {
    return digits(value, 17);
  }

  private static String digits(double value, int digits) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** With thousands set apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A constant in a report and in the name of a file. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** With a capital letter. */
  static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
