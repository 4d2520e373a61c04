package org.e2hil.hardware.camera;

import java.util.Arrays;

/**
 * Cuts and scales pictures. Each pixel is the mean of the area that it covers, so that small things
 * neither vanish nor flicker as they do when pixels are skipped. One thread.
 */
final class AreaScaler {

  private final Crop crop;
  private final int size;
  private final Axis columns;
  private final Axis rows;
  private final double[] line;
  private final double[] sums;
  private final byte[] rgb;

  /**
   * A scaler to squares.
   *
   * @param crop what is cut out of every picture
   * @param size pixels of a side of the result
   */
  AreaScaler(Crop crop, int size) {
    this.crop = crop;
    this.size = size;
    columns = new Axis(crop.width(), size);
    rows = new Axis(crop.height(), size);
    line = new double[size * Picture.CHANNELS];
    sums = new double[size * Picture.CHANNELS];
    rgb = new byte[size * size * Picture.CHANNELS];
  }

  /** Which source pixels a target pixel covers, and with what share of its own extent. */
  private static final class Axis {
    final int[] first;
    final double[][] weights;

    Axis(int from, int to) {
      first = new int[to];
      weights = new double[to][];
      double extent = (double) from / to;
      for (int target = 0; target < to; target++) {
        double begin = target * extent;
        double end = Math.min(from, begin + extent);
        first[target] = (int) begin;
        int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
        weights[target] = new double[Math.max(1, last - first[target] + 1)];
        double sum = 0;
        for (int i = 0; i < weights[target].length; i++) {
          double left = Math.max(begin, first[target] + i);
          double right = Math.min(end, first[target] + i + 1.0);
          weights[target][i] = right - left;
          sum += right - left;
        }
        for (int i = 0; i < weights[target].length; i++) {
          weights[target][i] /= sum;
        }
      }
    }
  }

  /** The scaled picture, rows from the top, RGB; overwritten by the next call. */
  byte[] scale(Picture picture) {
    for (int row = 0; row < size; row++) {
      Arrays.fill(sums, 0);
      double[] weights = rows.weights[row];
      for (int i = 0; i < weights.length; i++) {
        scaleLine(picture, crop.y() + rows.first[row] + i);
        for (int at = 0; at < sums.length; at++) {
          sums[at] += weights[i] * line[at];
        }
      }
      for (int at = 0; at < sums.length; at++) {
        rgb[row * sums.length + at] = (byte) Math.round(sums[at]);
      }
    }
    return rgb;
  }

  private void scaleLine(Picture picture, int y) {
    for (int column = 0; column < size; column++) {
      double[] weights = columns.weights[column];
      int left = crop.x() + columns.first[column];
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * picture.value(left + i, y, channel);
        }
        line[column * Picture.CHANNELS + channel] = sum;
      }
    }
  }
}
