package org.e2hil.scenarios.report.chart;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One pair of axes with what is drawn between them.
 *
 * @param title a few words above it
 * @param alternative what is seen, for who cannot see it
 * @param x from left to right
 * @param y from the bottom to the top
 * @param marks in the order in which they are drawn
 * @param format its proportions
 */
@API(status = API.Status.INTERNAL)
public record Panel(
    String title, String alternative, Axis x, Axis y, List<Mark> marks, Format format) {

  /** The width of all panels in pixels; they shrink and grow as a whole. */
  public static final int WIDTH = 400;

  /** Takes a copy of the marks. */
  public Panel {
    marks = List.copyOf(marks);
  }

  /** Proportions of a panel. */
  public enum Format {
    /** Two quantities of their own. */
    NORMAL(280),
    /** One of many that are looked at together. */
    LOW(170),
    /** Two lengths in the same unit, drawn so that an angle is an angle. */
    MAP(300);

    private final int height;

    Format(int height) {
      this.height = height;
    }

    /** In pixels. */
    public int height() {
      return height;
    }
  }

  /** Whether there is nothing to see between the axes. */
  public boolean isEmpty() {
    Extent extent = new Extent(x, y);
    marks.forEach(mark -> mark.extend(extent));
    return extent.isEmpty();
  }

  /** The panel as an SVG element, coloured by the classes of {@link Paint}. */
  public String svg(String id) {
    SvgCanvas canvas = new SvgCanvas();
    draw(canvas);
    return canvas.element(id, title, alternative, WIDTH, format.height());
  }

  /** Draws frame, grid and marks. */
  void draw(Canvas canvas) {
    new PanelDrawing(this, canvas).draw();
  }
}
