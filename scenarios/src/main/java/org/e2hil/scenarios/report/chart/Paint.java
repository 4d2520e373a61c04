package org.e2hil.scenarios.report.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A colour by what it means, with a value on light and one on dark paper. The six of the series are
 * apart for colour-blind eyes too (after Okabe and Ito, 2008) and stand out from their paper by at
 * least 3:1; the ramp is one hue whose contrast to the paper grows.
 */
@API(status = API.Status.INTERNAL)
public enum Paint {
  /** Behind everything. */
  PAPER(0xFFFFFF, 0x14171C),
  /** Text and axes. */
  INK(0x1B1F24, 0xE7EAEE),
  /** Text that matters less. */
  MUTED(0x565E68, 0xA3ACB8),
  /** The lines behind the data. */
  GRID(0xE3E6EA, 0x2C323A),
  /** The first series, and so on. */
  SERIES_1(0x0072B2, 0x56B4E9),
  /** A series. */
  SERIES_2(0xD55E00, 0xF58A3C),
  /** A series. */
  SERIES_3(0x007F5F, 0x2DC59B),
  /** A series. */
  SERIES_4(0xA64D8A, 0xE08FC0),
  /** A series. */
  SERIES_5(0x856A00, 0xD9BE3A),
  /** A series. */
  SERIES_6(0x6A6F78, 0xB9C0CA),
  /** The lowest fifth of a range. */
  RAMP_1(0xA9BEDF, 0x33476B),
  /** A fifth of a range. */
  RAMP_2(0x7D9BCB, 0x456AA6),
  /** A fifth of a range. */
  RAMP_3(0x4F75B3, 0x6394D6),
  /** A fifth of a range. */
  RAMP_4(0x2C5091, 0x95C0F0),
  /** The highest fifth of a range. */
  RAMP_5(0x10295C, 0xDDEDFF);

  private static final List<Paint> SERIES =
      List.of(SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6);
  private static final List<Paint> RAMP = List.of(RAMP_1, RAMP_2, RAMP_3, RAMP_4, RAMP_5);

  private final int light;
  private final int dark;

  Paint(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colours that tell series apart, in their order. */
  public static List<Paint> series() {
    return SERIES;
  }

  /** The colours of a range, from its lowest fifth to its highest. */
  public static List<Paint> ramp() {
    return RAMP;
  }

  /** The name of the CSS class that gives an element this colour. */
  public String cssClass() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The colour on light paper. */
  Color onLight() {
    return new Color(light);
  }

  /** A style sheet with every colour as a variable and a class, on light paper and on dark. */
  public static String styleSheet() {
    return ":root{color-scheme:light dark;%s}%n@media(prefers-color-scheme:dark){:root{%s}}%n%s%n"
        .formatted(
            variables(paint -> paint.light),
            variables(paint -> paint.dark),
            Arrays.stream(values())
                .map(paint -> ".%1$s{color:var(--%1$s)}".formatted(paint.cssClass()))
                .collect(Collectors.joining()));
  }

  private static String variables(Function<Paint, Integer> value) {
    return Arrays.stream(values())
        .map(paint -> "--%s:#%06x".formatted(paint.cssClass(), value.apply(paint)))
        .collect(Collectors.joining(";"));
  }
}
