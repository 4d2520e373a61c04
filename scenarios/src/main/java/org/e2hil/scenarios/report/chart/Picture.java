package org.e2hil.scenarios.report.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apiguardian.api.API;
import org.e2hil.scenarios.report.chart.Canvas.Anchor;
import org.e2hil.scenarios.report.chart.Canvas.Role;

/** Several panels under one title and legend as a PNG picture on light paper. */
@API(status = API.Status.INTERNAL)
public final class Picture {

  /** Pixels of the picture for each pixel of a panel, so that it is sharp in print. */
  private static final int SHARPNESS = 2;

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final int COLUMNS = 3;
  private static final int MARGIN = 16;
  private static final int TITLE_HEIGHT = 34;
  private static final int LEGEND_LINE = 22;
  private static final int LEGEND_GAP = 20;

  private final String title;
  private final List<Key> legend;
  private final List<Panel> panels;

  /** Of at least one panel. */
  public Picture(String title, List<Key> legend, List<Panel> panels) {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a picture needs at least one panel");
    }
    this.title = title;
    this.legend = List.copyOf(legend);
    this.panels = List.copyOf(panels);
  }

  /** Writes the picture in the place of one that is there. */
  public void write(Path file) throws IOException {
    Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    int titleWidth = 8 + nowhere.getFontMetrics(TITLE).stringWidth(title);
    int width = 2 * MARGIN + Math.max(titleWidth, Math.min(COLUMNS, panels.size()) * Panel.WIDTH);
    int legendLines = legend(nowhere, width);
    int head = MARGIN + TITLE_HEIGHT + legendLines * LEGEND_LINE;
    int row = panels.stream().mapToInt(panel -> panel.format().height()).max().orElseThrow();
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(
            SHARPNESS * width,
            SHARPNESS * (head + rows * row + MARGIN),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Paint.PAPER.onLight());
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SHARPNESS, SHARPNESS);
    graphics.setColor(Paint.INK.onLight());
    graphics.setFont(TITLE);
    hints(graphics);
    graphics.drawString(title, MARGIN + 4, MARGIN + 16);
    legend(graphics, width);
    for (int i = 0; i < panels.size(); i++) {
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(MARGIN + i % COLUMNS * Panel.WIDTH, head + i / COLUMNS * row);
      panels.get(i).draw(new RasterCanvas(part));
      part.dispose();
    }
    graphics.dispose();
    // of a file that it cannot write to, Java itself prints a stack trace; and a cache on the disk
    // cannot be had any more once a program ends
    try (OutputStream out = Files.newOutputStream(file);
        ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", cached)) {
        throw new IOException("this Java cannot write PNG pictures");
      }
    }
  }

  /** Draws the legend, and says how many lines it takes. */
  private int legend(Graphics2D graphics, int width) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Role.LABEL.size()));
    FontMetrics metrics = graphics.getFontMetrics();
    int x = MARGIN;
    int line = 0;
    for (Key key : legend) {
      int needed = Key.WIDTH + 6 + metrics.stringWidth(key.label());
      if (x > MARGIN && x + needed > width - MARGIN) {
        x = MARGIN;
        line++;
      }
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(x + 4, MARGIN + TITLE_HEIGHT + line * LEGEND_LINE);
      RasterCanvas canvas = new RasterCanvas(part);
      key.sign().draw(canvas, key.paint());
      canvas.text(key.label(), Key.WIDTH + 6, Key.HEIGHT - 3, Anchor.START, Role.LABEL);
      part.dispose();
      x += needed + LEGEND_GAP;
    }
    return legend.isEmpty() ? 0 : line + 1;
  }

  private static void hints(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }
}
