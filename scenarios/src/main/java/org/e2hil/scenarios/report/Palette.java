package org.e2hil.scenarios.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * At most 256 colours that stand for all those of some pictures, chosen by median cut (Heckbert,
 * 1982): the box of colours that is widest is cut where half of its pixels lie on each side.
 */
final class Palette {

  private static final int COLOURS = 256;

  /** Bits of each of red, green and blue that are told apart. */
  private static final int BITS = 5;

  private static final int CELLS = 1 << (3 * BITS);
  private static final int SHIFT = 8 - BITS;

  private final byte[] red = new byte[COLOURS];
  private final byte[] green = new byte[COLOURS];
  private final byte[] blue = new byte[COLOURS];
  private final byte[] nearest = new byte[CELLS];

  /** The palette of these pictures. */
  Palette(List<BufferedImage> pictures) {
    long[] counts = new long[CELLS];
    for (BufferedImage picture : pictures) {
      for (int rgb :
          picture.getRGB(
              0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth())) {
        counts[cell(rgb)]++;
      }
    }
    List<Integer> used = new ArrayList<>();
    for (int cell = 0; cell < CELLS; cell++) {
      if (counts[cell] > 0) {
        used.add(cell);
      }
    }
    List<List<Integer>> boxes = cut(used, counts);
    for (int i = 0; i < boxes.size(); i++) {
      mix(i, boxes.get(i), counts);
    }
    for (int cell : used) {
      nearest[cell] = (byte) nearestTo(cell, boxes.size());
    }
  }

  private static int cell(int rgb) {
    int mask = (1 << BITS) - 1;
    return (((rgb >> (16 + SHIFT)) & mask) << (2 * BITS))
        | (((rgb >> (8 + SHIFT)) & mask) << BITS)
        | ((rgb >> SHIFT) & mask);
  }

  /** Red, green or blue of a cell's middle, from 0 to 255. */
  private static int level(int cell, int channel) {
    int level = (cell >> ((2 - channel) * BITS)) & ((1 << BITS) - 1);
    return (level << SHIFT) + (1 << SHIFT) / 2;
  }

  private static List<List<Integer>> cut(List<Integer> used, long[] counts) {
    List<List<Integer>> boxes = new ArrayList<>(List.of(used));
    while (boxes.size() < COLOURS) {
      List<Integer> widest =
          boxes.stream().max(Comparator.comparingInt(box -> width(box, widestChannel(box)))).get();
      int channel = widestChannel(widest);
      if (width(widest, channel) == 0) {
        break;
      }
      boxes.remove(widest);
      widest.sort(Comparator.comparingInt(cell -> level(cell, channel)));
      int half = half(widest, counts);
      boxes.add(new ArrayList<>(widest.subList(0, half)));
      boxes.add(new ArrayList<>(widest.subList(half, widest.size())));
    }
    return boxes;
  }

  /** How many cells of a sorted box hold half of its pixels; at least one, and not all. */
  private static int half(List<Integer> box, long[] counts) {
    long all = box.stream().mapToLong(cell -> counts[cell]).sum();
    long sum = 0;
    int at = 0;
    while (at < box.size() - 1 && 2 * sum < all) {
      sum += counts[box.get(at)];
      at++;
    }
    return Math.max(1, at);
  }

  private static int widestChannel(List<Integer> box) {
    int widest = 0;
    for (int channel = 1; channel < 3; channel++) {
      if (width(box, channel) > width(box, widest)) {
        widest = channel;
      }
    }
    return widest;
  }

  private static int width(List<Integer> box, int channel) {
    int low = 255;
    int high = 0;
    for (int cell : box) {
      low = Math.min(low, level(cell, channel));
      high = Math.max(high, level(cell, channel));
    }
    return Math.max(0, high - low);
  }

  private void mix(int colour, List<Integer> box, long[] counts) {
    double[] sums = new double[3];
    double pixels = 0;
    for (int cell : box) {
      pixels += counts[cell];
      for (int channel = 0; channel < 3; channel++) {
        sums[channel] += (double) counts[cell] * level(cell, channel);
      }
    }
    red[colour] = (byte) Math.round(sums[0] / pixels);
    green[colour] = (byte) Math.round(sums[1] / pixels);
    blue[colour] = (byte) Math.round(sums[2] / pixels);
  }

  private int nearestTo(int cell, int colours) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours; i++) {
      int r = level(cell, 0) - Byte.toUnsignedInt(red[i]);
      int g = level(cell, 1) - Byte.toUnsignedInt(green[i]);
      int b = level(cell, 2) - Byte.toUnsignedInt(blue[i]);
      int apart = r * r + g * g + b * b;
      if (apart < least) {
        least = apart;
        best = i;
      }
    }
    return best;
  }

  /** A picture in these colours; it must be one of those that they were chosen for. */
  BufferedImage paint(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    IndexColorModel model = new IndexColorModel(8, COLOURS, red, green, blue);
    BufferedImage painted =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = nearest[cell(picture.getRGB(x, y))];
      }
      painted.getRaster().setDataElements(0, y, width, 1, row);
    }
    return painted;
  }
}
