package org.e2hil.vision;

/**
 * What a network makes of a picture: so many channels, each of rows of cells.
 *
 * @param channelFirst whether the network writes {@code [channels, rows, columns]} rather than
 *     {@code [rows, columns, channels]}
 */
record MapShape(int channels, int rows, int columns, boolean channelFirst) {

  /**
   * That of {@code [1, a, b, c]}. Pictures are square as a rule, and so are their maps, which tells
   * where the channels stand; otherwise they stand where the colours do.
   *
   * @param colourFirst whether the network takes {@code [3, height, width]}
   */
  static MapShape of(long[] shape, boolean colourFirst) {
    boolean first = shape[2] == shape[3];
    boolean last = shape[1] == shape[2];
    boolean channelFirst = first == last ? colourFirst : first;
    return channelFirst
        ? new MapShape((int) shape[1], (int) shape[2], (int) shape[3], true)
        : new MapShape((int) shape[3], (int) shape[1], (int) shape[2], false);
  }

  /** Cells of a channel. */
  int cells() {
    return rows * columns;
  }

  /** Where the network writes the number that stands at {@code i} with the channels first. */
  int place(int i) {
    return channelFirst ? i : i % cells() * channels + i / cells();
  }
}
