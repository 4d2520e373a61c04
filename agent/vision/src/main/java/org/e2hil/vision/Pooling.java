package org.e2hil.vision;

import java.util.Arrays;

/**
 * Turns a map into features. The spatial softmax is as sharp in each channel as the channel varies
 * over the demonstrations, so that how large a network's numbers are does not matter. Not changed
 * once made.
 */
final class Pooling {

  /** What a channel's standard deviation counts for in the exponent. */
  private static final double SHARPNESS = 2;

  private final MapShape shape;
  private final boolean softmax;
  private final float[] sharpness;

  private Pooling(MapShape shape, boolean softmax, float[] sharpness) {
    this.shape = shape;
    this.softmax = softmax;
    this.sharpness = sharpness;
  }

  /** One whose softmax is not as sharp as it will be. */
  static Pooling of(MapShape shape, Onnx.Features features) {
    float[] sharpness = new float[shape.channels()];
    Arrays.fill(sharpness, 1);
    return new Pooling(
        shape, features == Onnx.Features.SPATIAL_SOFTMAX && shape.cells() > 1, sharpness);
  }

  /** Numbers of a map. */
  int size() {
    return softmax ? 2 * shape.channels() : shape.channels();
  }

  /** Whether it matters how much the channels vary. */
  boolean isFitted() {
    return softmax;
  }

  /** The same for channels that vary so much. */
  Pooling fittedTo(ChannelSpread spread) {
    float[] fitted = new float[shape.channels()];
    for (int channel = 0; channel < fitted.length; channel++) {
      double deviation = spread.deviation(channel);
      fitted[channel] = deviation > 0 ? (float) (SHARPNESS / deviation) : 0;
    }
    return with(fitted);
  }

  /** The same with a sharpness that was saved. */
  Pooling with(float[] saved) {
    return new Pooling(shape, softmax, saved);
  }

  /** Factors of the exponents, one a channel. */
  float[] sharpness() {
    return sharpness.clone();
  }

  /**
   * The features of a map.
   *
   * @param map {@code [channels, rows, columns]}
   * @param features {@code [size]}, which is written into
   */
  void featuresInto(float[] map, double[] features) {
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = channel * shape.cells();
      if (softmax) {
        place(map, from, sharpness[channel], features, 2 * channel);
      } else {
        double sum = 0;
        for (int cell = 0; cell < shape.cells(); cell++) {
          sum += map[from + cell];
        }
        features[channel] = sum / shape.cells();
      }
    }
  }

  private void place(float[] map, int from, double sharp, double[] features, int to) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int cell = 0; cell < shape.cells(); cell++) {
      largest = Math.max(largest, sharp * map[from + cell]);
    }
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    int at = from;
    for (int row = 0; row < shape.rows(); row++) {
      double y = fromMinusOneToOne(row, shape.rows());
      for (int column = 0; column < shape.columns(); column++, at++) {
        double weight = StrictMath.exp(sharp * map[at] - largest);
        sum += weight;
        sumX += weight * fromMinusOneToOne(column, shape.columns());
        sumY += weight * y;
      }
    }
    features[to] = sumX / sum;
    features[to + 1] = sumY / sum;
  }

  private static double fromMinusOneToOne(int i, int count) {
    return count == 1 ? 0 : 2.0 * i / (count - 1) - 1;
  }
}
