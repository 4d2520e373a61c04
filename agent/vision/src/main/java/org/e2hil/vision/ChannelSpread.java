package org.e2hil.vision;

/** How much each channel varies over all cells of all maps that were added. One thread. */
final class ChannelSpread {

  private final int cells;
  private final double[] sum;
  private final double[] squares;
  private long maps;

  ChannelSpread(MapShape shape) {
    cells = shape.cells();
    sum = new double[shape.channels()];
    squares = new double[shape.channels()];
  }

  /**
   * Takes a map in.
   *
   * @param map {@code [channels, rows, columns]}
   */
  void add(float[] map) {
    for (int i = 0; i < map.length; i++) {
      sum[i / cells] += map[i];
      squares[i / cells] += (double) map[i] * map[i];
    }
    maps++;
  }

  /** The standard deviation of a channel. */
  double deviation(int channel) {
    double count = (double) maps * cells;
    double mean = sum[channel] / count;
    return Math.sqrt(Math.max(0, squares[channel] / count - mean * mean));
  }
}
