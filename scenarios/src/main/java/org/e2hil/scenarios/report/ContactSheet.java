package org.e2hil.scenarios.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/** Moments of an episode side by side, in rows, each with a few words below it. */
@API(status = API.Status.INTERNAL)
public final class ContactSheet {

  private static final int GAP_PIXELS = 6;
  private static final int CAPTION_PIXELS = 18;
  private static final int FONT_PIXELS = 12;

  private final int columns;
  private final List<BufferedImage> pictures = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();

  /** An empty sheet with so many pictures in a row. */
  public ContactSheet(int columns) {
    this.columns = columns;
  }

  /** Adds a picture, of the same size as all others. */
  public ContactSheet add(BufferedImage picture, String caption) {
    pictures.add(picture);
    captions.add(caption);
    return this;
  }

  /** Leaves the place of a picture empty; the sheet must hold another one already. */
  public ContactSheet addEmpty(String caption) {
    BufferedImage other = pictures.get(0);
    BufferedImage empty =
        new BufferedImage(other.getWidth(), other.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = empty.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, empty.getWidth(), empty.getHeight());
    graphics.dispose();
    return add(empty, caption);
  }

  /** Draws the sheet; it must hold a picture. */
  public BufferedImage draw() {
    int width = pictures.get(0).getWidth() + GAP_PIXELS;
    int height = pictures.get(0).getHeight() + CAPTION_PIXELS + GAP_PIXELS;
    int rows = (pictures.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            Math.min(columns, pictures.size()) * width + GAP_PIXELS,
            rows * height + GAP_PIXELS,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_PIXELS));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int i = 0; i < pictures.size(); i++) {
      int x = GAP_PIXELS + i % columns * width;
      int y = GAP_PIXELS + i / columns * height;
      graphics.drawImage(pictures.get(i), x, y, null);
      graphics.drawString(
          captions.get(i), x + 2, y + pictures.get(i).getHeight() + CAPTION_PIXELS - 4);
    }
    graphics.dispose();
    return sheet;
  }
}
