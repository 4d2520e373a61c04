package org.e2hil.scenarios.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.ActionMode;
import org.e2hil.agent.training.EvaluationRecord;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a run: a picture a measure, and one of them all. */
@API(status = API.Status.INTERNAL)
public final class Plots {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int COLUMNS = 2;

  /** Episodes over which the success of the training is averaged. */
  private static final int WINDOW = 20;

  static final Color BLUE = new Color(0x1F, 0x6F, 0xB4);
  static final Color ORANGE = new Color(0xE0, 0x7B, 0x1A);
  static final Color GREY = new Color(0x9A, 0x9A, 0x9A);

  private static final Logger LOG = LoggerFactory.getLogger(Plots.class);

  private Plots() {}

  /**
   * Draws what can be drawn again, or warns: no run and no experiment ends for a picture.
   *
   * @param what it is
   * @param again how a person gets it once the reason is mended
   * @return whether it was drawn
   */
  public static boolean attempt(Runnable drawing, Path what, String again) {
    try {
      drawing.run();
      return true;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      // fonts that are not there are errors of many kinds
      LOG.warn("{} could not be drawn ({}); {}", what, reason(e), again);
      return false;
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof RecordingException ? failure.getMessage() : failure.toString();
  }

  /**
   * Draws what a run has recorded so far into its directory.
   *
   * @param title of the picture of all measures
   */
  public static void write(RunDirectory run, String title) {
    RunTable table = RunTable.read(run);
    Map<String, XYChart> charts = new LinkedHashMap<>();
    charts.put("success", success(table));
    charts.put("intervention-rate", interventionRate(table));
    charts.put(
        "entropy", learner(table, "Policy entropy", "−E log π", Map.of("entropy", "entropy")));
    charts.put("keep-ratio", keepRatio(table));
    Map<String, String> q = new LinkedHashMap<>();
    q.put("mean_q", "Q of the batch");
    q.put("target_q", "target");
    charts.put("q", learner(table, "Critics", "Q", q));
    charts.put(
        "temperature", learner(table, "Temperature", "α", Map.of("temperature", "temperature")));
    try {
      Files.createDirectories(run.plots());
      for (Map.Entry<String, XYChart> chart : charts.entrySet()) {
        save(
            BitmapEncoder.getBufferedImage(chart.getValue()),
            run.plots().resolve(chart.getKey() + ".png"));
      }
      save(overview(title, List.copyOf(charts.values())), run.plots().resolve("overview.png"));
    } catch (IOException e) {
      throw RecordingException.of(run.plots(), e);
    }
  }

  static XYChart success(RunTable table) {
    XYChart chart = ofSuccess("Un-aided success");
    RecordedTable judged = table.judgedEpisodes();
    int window = Math.min(WINDOW, judged.rows());
    if (window > 0) {
      double[] steps = judged.numbers(RunRecorder.ENV_STEPS);
      double[] unaided =
          IntStream.range(0, steps.length)
              .mapToDouble(row -> judged.word("success_unaided", row).equals("true") ? 1 : 0)
              .toArray();
      line(
          chart,
          "while training (mean of " + window + " episodes)",
          steps,
          trailingMean(unaided, window),
          GREY);
    }
    evaluations(chart, table, ActionMode.SAMPLED, "evaluated, sampled actions", BLUE);
    evaluations(chart, table, ActionMode.MEAN, "evaluated, mean actions", ORANGE);
    return chart;
  }

  private static void evaluations(
      XYChart chart, RunTable table, ActionMode mode, String name, Color color) {
    evaluations(
        chart,
        table.evaluations().stream().filter(e -> e.mode() == mode && e.episodes() > 0).toList(),
        name,
        color);
  }

  /** Evaluations along a training, each with its interval. */
  static void evaluations(XYChart chart, List<EvaluationRecord> records, String name, Color color) {
    if (records.isEmpty()) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            name,
            records.stream().mapToDouble(EvaluationRecord::envSteps).toArray(),
            records.stream().mapToDouble(EvaluationRecord::successRate).toArray());
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    style(series, color);
    XYSeries intervals =
        chart.addSeries(
            name + ", 95% interval",
            records.stream()
                .mapToDouble(EvaluationRecord::envSteps)
                .flatMap(at -> DoubleStream.of(at, at, at))
                .toArray(),
            records.stream()
                .flatMapToDouble(e -> DoubleStream.of(e.successLow(), e.successHigh(), Double.NaN))
                .toArray());
    intervals.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
    intervals.setLineColor(color).setLineStyle(new BasicStroke(1));
  }

  /** An empty chart of shares of episodes. */
  static XYChart ofSuccess(String title) {
    XYChart chart = chart(title, "share of episodes");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisTickMarkSpacingHint(40);
    return chart;
  }

  private static XYChart interventionRate(RunTable table) {
    XYChart chart = chart("Interventions", "share of steps");
    chart.getStyler().setYAxisMin(0.0);
    if (table.intervals().rows() > 0) {
      line(
          chart,
          "by a hand",
          table.intervals().numbers(RunRecorder.ENV_STEPS),
          table.intervals().numbers("intervention_rate"),
          BLUE);
    }
    return chart;
  }

  private static XYChart keepRatio(RunTable table) {
    XYChart chart = learner(table, "Keep ratio", "share of states", Map.of("keep_ratio", "kept"));
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.05);
    return chart;
  }

  private static XYChart learner(
      RunTable table, String title, String unit, Map<String, String> columns) {
    XYChart chart = chart(title, unit);
    Color[] colors = {BLUE, ORANGE};
    int next = 0;
    for (Map.Entry<String, String> column : columns.entrySet()) {
      Color color = colors[next++];
      if (table.intervals().rows() > 0) {
        line(
            chart,
            column.getValue(),
            table.intervals().numbers(RunRecorder.ENV_STEPS),
            table.intervals().numbers(column.getKey()),
            color);
      }
    }
    return chart;
  }

  private static XYChart chart(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("environment steps")
            .yAxisTitle(unit)
            .build();
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
        .setChartTitleBoxVisible(false)
        .setLegendFont(plain)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendBorderColor(Color.WHITE)
        .setPlotBorderVisible(false);
    chart
        .getStyler()
        .setAxisTitleFont(plain)
        .setAxisTickLabelsFont(plain)
        .setPlotGridLinesColor(new Color(0xE6, 0xE6, 0xE6))
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setXAxisMin(0.0)
        .setXAxisDecimalPattern("#,##0")
        .setYAxisDecimalPattern("#,##0.####");
    chart.getStyler().setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
    return chart;
  }

  /** A line without markers; nothing where no number is finite. */
  static void line(XYChart chart, String name, double[] x, double[] y, Color color) {
    if (Arrays.stream(y).allMatch(value -> Double.isNaN(value) || Double.isInfinite(value))) {
      return;
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(hasLoner(y) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(color);
    style(series, color);
  }

  /** Whether a value has no neighbour that a line could lead to. */
  static boolean hasLoner(double[] values) {
    return IntStream.range(0, values.length)
        .anyMatch(
            i ->
                Double.isFinite(values[i])
                    && !(i > 0 && Double.isFinite(values[i - 1]))
                    && !(i + 1 < values.length && Double.isFinite(values[i + 1])));
  }

  private static void style(XYSeries series, Color color) {
    series.setLineColor(color).setLineStyle(new BasicStroke(2.2f));
  }

  /** The mean of each value and the ones before it, as many as there are up to {@code window}. */
  static double[] trailingMean(double[] values, int window) {
    double[] means = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i >= window) {
        sum -= values[i - window];
      }
      means[i] = sum / Math.min(window, i + 1);
    }
    return means;
  }

  /** Charts beside and below each other. */
  static BufferedImage overview(String title, List<XYChart> charts) {
    int header = 56;
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(COLUMNS * WIDTH, header + rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        java.awt.RenderingHints.KEY_TEXT_ANTIALIASING,
        java.awt.RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 24));
    int width = graphics.getFontMetrics().stringWidth(title);
    graphics.drawString(title, (image.getWidth() - width) / 2, 38);
    for (int i = 0; i < charts.size(); i++) {
      graphics.drawImage(
          BitmapEncoder.getBufferedImage(charts.get(i)),
          i % COLUMNS * WIDTH,
          header + i / COLUMNS * HEIGHT,
          null);
    }
    graphics.dispose();
    return image;
  }

  /** Writes a PNG picture. */
  static void save(BufferedImage image, Path file) throws IOException {
    // of a file that it cannot write to, Java itself prints a stack trace; and a cache on the disk
    // cannot be had any more once a program ends
    try (OutputStream out = Files.newOutputStream(file);
        ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", cached)) {
        throw new IOException("this Java cannot write PNG pictures");
      }
    }
  }
}
