package org.e2hil.scenarios.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelTest {

  private static Panel panel(Mark... marks) {
    return new Panel(
        "Rises & falls",
        "A line",
        Axis.fromZero("steps"),
        Axis.between("share", 0, 1),
        List.of(marks),
        Panel.Format.NORMAL);
  }

  private static Mark line(double... y) {
    return new Mark.Line(
        IntStream.range(0, y.length).asDoubleStream().toArray(), y, Paint.SERIES_1, Stroke.SOLID);
  }

  @Test
  void valuesLieWhereTheAxesPutThem() {
    String svg = panel(line(0, 1)).svg("p");

    // the data lies between 52 and 388 across, with 4% of air at the end that follows the data,
    // and between 242 and 42 from the bottom to the top
    assertThat(svg).contains("d=\"M52 242L375.1 42\"");
    assertThat(svg).contains("<title id=\"p-title\">Rises &amp; falls</title>");
  }

  @Test
  void aLineIsBrokenWhereAValueIsMissing() {
    assertThat(panel(line(0, Double.NaN, 1, 1)).svg("p")).contains("d=\"M52 242M");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'1', 1",
    "'NaN', 0",
    "'1 2', 0",
    "'1 NaN', 1",
    "'NaN 1 NaN 2 3', 1",
    "'1 2 NaN Infinity', 0",
    "'1 NaN 2 NaN 3', 3",
  })
  void aValueWithoutNeighboursIsADot(String values, int dots) {
    double[] y =
        Arrays.stream(values.split(" "))
            .filter(text -> !text.isEmpty())
            .mapToDouble(Double::parseDouble)
            .toArray();

    // SvgCanvas draws a dot as a line of no length
    assertThat(panel(line(y)).svg("p").split("h0", -1)).hasSize(1 + dots);
  }

  @Test
  void nothingToDrawIsStillAPanel() {
    Panel panel =
        panel(
            line(),
            line(Double.NaN),
            new Mark.Points(new double[] {Double.NaN}, new double[] {1}, Paint.INK, Shape.SQUARE),
            new Mark.Band(new double[0], new double[0], new double[0], Paint.INK));

    assertThat(panel.isEmpty()).isTrue();
    assertThat(panel(line(1)).isEmpty()).isFalse();
    assertThat(panel.svg("p")).contains("viewBox=\"0 0 400 280\"").doesNotContain("NaN");
  }

  @Test
  void aPictureShowsWhatTheDescriptionSays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figure.png");

    new Picture(
            "Figure",
            List.of(Key.line("one", Paint.SERIES_1, Stroke.SOLID)),
            List.of(panel(line(0.5, 0.5))))
        .write(file);

    BufferedImage image = ImageIO.read(file.toFile());
    long blue =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .filter(
                i ->
                    (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF)
                        == 0x0072B2)
            .count();
    // a line of some 320 by 2 pixels and the legend's of 26 by 2, twice as sharp both ways
    assertThat(blue).isBetween(1800L, 3600L);
  }

  @Test
  void numbersReadAsAPersonWritesThem() {
    assertThat(Numbers.say(1234.5, 3)).isEqualTo("1,230");
    assertThat(Numbers.say(-0.00012, 2)).isEqualTo("−1.2e−4");
    assertThat(Numbers.say(2.50, 3)).isEqualTo("2.5");
    assertThat(Numbers.say(1e6, 2)).isEqualTo("1e6");
    assertThat(Numbers.say(Double.NaN, 2)).isEqualTo("–");
    assertThat(Numbers.say(Double.POSITIVE_INFINITY, 2)).isEqualTo("∞");
    assertThat(Numbers.fixed(0.9, 2)).isEqualTo("0.90");
  }
}
