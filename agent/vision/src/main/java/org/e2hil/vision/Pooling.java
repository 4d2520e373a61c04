package org.e2hil.vision;

import java.util.Arrays;

/**
 * Turns a map into features. Each channel counts in units of its deviation over the demonstrations,
 * so that how large a network's numbers are does not matter. Not changed once made.
 */
final class Pooling {

  private final MapShape shape;
  private final Onnx.Features features;

  /** One over the deviation of each channel. */
  private final float[] scale;

  private Pooling(MapShape shape, Onnx.Features features, float[] scale) {
    this.shape = shape;
    this.features = features;
    this.scale = scale;
  }

  /** One that does not scale yet. */
  static Pooling of(MapShape shape, Onnx.Features features) {
    float[] scale = new float[shape.channels()];
    Arrays.fill(scale, 1);
    // one cell is always where its channel is strongest
    boolean nothingToPool = shape.cells() == 1;
    return new Pooling(shape, nothingToPool ? Onnx.Features.MAP : features, scale);
  }

  /** Numbers of a map. */
  int size() {
    return switch (features) {
      case SPATIAL_SOFTMAX -> 2 * shape.channels();
      case MEAN -> shape.channels();
      case MAP -> shape.channels() * shape.cells();
    };
  }

  /** The same for channels that vary so much. */
  Pooling fittedTo(ChannelSpread spread) {
    float[] fitted = new float[shape.channels()];
    for (int channel = 0; channel < fitted.length; channel++) {
      double deviation = spread.deviation(channel);
      fitted[channel] = deviation > 0 ? (float) (1 / deviation) : 0;
    }
    return with(fitted);
  }

  /** The same with a scale that was saved. */
  Pooling with(float[] saved) {
    return new Pooling(shape, features, saved);
  }

  /** What each channel is multiplied by. */
  float[] scale() {
    return scale.clone();
  }

  /**
   * The features of a map.
   *
   * @param map {@code [channels, rows, columns]}
   * @param target written into from {@code offset} on
   */
  void into(float[] map, float[] target, int offset) {
    int cells = shape.cells();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = channel * cells;
      float factor = scale[channel];
      switch (features) {
        case SPATIAL_SOFTMAX -> place(map, from, factor, target, offset + 2 * channel);
        case MEAN -> target[offset + channel] = factor * mean(map, from, cells);
        case MAP -> {
          for (int i = from; i < from + cells; i++) {
            target[offset + i] = factor * map[i];
          }
        }
      }
    }
  }

  private static float mean(float[] map, int from, int cells) {
    double sum = 0;
    for (int i = from; i < from + cells; i++) {
      sum += map[i];
    }
    return (float) (sum / cells);
  }

  private void place(float[] map, int from, double factor, float[] target, int to) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + shape.cells(); i++) {
      largest = Math.max(largest, factor * map[i]);
    }
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    int at = from;
    for (int row = 0; row < shape.rows(); row++) {
      double y = fromMinusOneToOne(row, shape.rows());
      for (int column = 0; column < shape.columns(); column++, at++) {
        double weight = StrictMath.exp(factor * map[at] - largest);
        sum += weight;
        sumX += weight * fromMinusOneToOne(column, shape.columns());
        sumY += weight * y;
      }
    }
    target[to] = (float) (sumX / sum);
    target[to + 1] = (float) (sumY / sum);
  }

  private static double fromMinusOneToOne(int i, int count) {
    return count == 1 ? 0 : 2.0 * i / (count - 1) - 1;
  }
}
