package org.e2hil.agent.vision;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.MersenneTwister;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;

/**
 * Where each of a few colours lies in the picture: the spatial expectation of its soft mask, as a
 * spatial softmax takes it (Levine et al. 2016, "End-to-End Training of Deep Visuomotor Policies"),
 * with colours of the demonstrations in the place of learned channels. The colours are the centres
 * of k-means over the distinct colours that the demonstrations show, each of which counts once, so
 * that a small object weighs as much as the table. They are told apart by hue rather than by
 * brightness, so that shade and exposure move little.
 *
 * <p>A colour becomes three numbers: the root of its share of the picture, and the mean of its x
 * and y from −1 (left, top) to 1 (right, bottom), which fades to 0 where it is hardly seen.
 */
@API(status = API.Status.INTERNAL)
public final class ColourKeypoints implements PictureEncoder {

  private static final int COLOURS = 8;
  private static final int NUMBERS_A_COLOUR = 3;
  private static final int CHANNELS = 3;

  /** Colours are told apart in steps of 8: 32 a channel. */
  private static final int DROPPED_BITS = 3;

  private static final int KEPT_BITS = Byte.SIZE - DROPPED_BITS;
  private static final int BINS = 1 << (CHANNELS * KEPT_BITS);

  /** A colour of fewer pixels than this share, a third of one a picture, is noise. */
  private static final double SMALLEST_SHARE = 2e-5;

  /** What brightness counts for, against hue. */
  private static final double BRIGHTNESS = 0.05;

  /** Keeps the hue of what is nearly black from being drawn by its noise; share of white. */
  private static final double DARK = 0.05;

  /** How sharply a colour is given to its nearest centre. */
  private static final double SHARPNESS = 2000;

  /** The share of the picture at which the place of a colour is half believed. */
  private static final double FADES_BELOW = 0.002;

  private static final int TRIALS = 4;
  private static final int MOST_ITERATIONS = 300;

  private final int height;
  private final int width;

  /** {@code [COLOURS][CHANNELS + 1]} in the space of {@link #perceived}; fewer where few are. */
  private double[][] centres = new double[0][];

  /** {@code [BINS * COLOURS]}: how much each colour belongs to each centre. */
  private float[] belongs = new float[0];

  /**
   * An encoder that is not fitted yet.
   *
   * @param picture the group whose pictures it will encode
   * @throws IllegalArgumentException if the group is not of pictures
   */
  public ColourKeypoints(ObservationGroup picture) {
    if (picture.kind() != ObservationGroup.Kind.PICTURE) {
      throw new IllegalArgumentException(
          "colours are looked for in pictures, but the group '"
              + picture.name()
              + "' holds numbers");
    }
    height = picture.shape().get(0);
    width = picture.shape().get(1);
  }

  @Override
  public int size() {
    return COLOURS * NUMBERS_A_COLOUR;
  }

  @Override
  public void fit(List<byte[]> pictures, RandomGenerator random) {
    List<DoublePoint> seen = distinctColours(pictures);
    MersenneTwister draws = new MersenneTwister(random.nextLong());
    var clusterer =
        new MultiKMeansPlusPlusClusterer<>(
            new KMeansPlusPlusClusterer<DoublePoint>(
                Math.min(COLOURS, seen.size()), MOST_ITERATIONS, new EuclideanDistance(), draws),
            TRIALS);
    tabulate(
        clusterer.cluster(seen).stream()
            .map(CentroidCluster::getCenter)
            .map(centre -> centre.getPoint())
            .toArray(double[][]::new));
  }

  private List<DoublePoint> distinctColours(List<byte[]> pictures) {
    long[] counts = new long[BINS];
    long pixels = 0;
    for (byte[] rgb : pictures) {
      check(rgb);
      for (int at = 0; at < rgb.length; at += CHANNELS) {
        counts[bin(rgb, at)]++;
      }
      pixels += (long) height * width;
    }
    List<DoublePoint> seen = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > SMALLEST_SHARE * pixels) {
        seen.add(new DoublePoint(perceived(bin)));
      }
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(
          "the demonstrations' pictures hold nothing but noise: no colour comes twice");
    }
    return seen;
  }

  /** The bin of a pixel's colour. */
  private static int bin(byte[] rgb, int at) {
    int bin = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      bin = bin << KEPT_BITS | Byte.toUnsignedInt(rgb[at + channel]) >> DROPPED_BITS;
    }
    return bin;
  }

  /** The middle of a bin: hue as the shares of red, green and blue, and a little of brightness. */
  private static double[] perceived(int bin) {
    double[] shares = new double[CHANNELS + 1];
    double sum = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      int kept = bin >> (CHANNELS - 1 - channel) * KEPT_BITS & (1 << KEPT_BITS) - 1;
      shares[channel] = (kept + 0.5) / (1 << KEPT_BITS);
      sum += shares[channel];
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      shares[channel] /= sum + CHANNELS * DARK;
    }
    shares[CHANNELS] = BRIGHTNESS * sum / CHANNELS;
    return shares;
  }

  private void tabulate(double[][] fitted) {
    centres = fitted;
    belongs = new float[BINS * COLOURS];
    double[] weights = new double[centres.length];
    for (int bin = 0; bin < BINS; bin++) {
      double[] colour = perceived(bin);
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < centres.length; i++) {
        weights[i] = squaredDistance(colour, centres[i]);
        nearest = Math.min(nearest, weights[i]);
      }
      double sum = 0;
      for (int i = 0; i < centres.length; i++) {
        weights[i] = StrictMath.exp(SHARPNESS * (nearest - weights[i]));
        sum += weights[i];
      }
      for (int i = 0; i < centres.length; i++) {
        belongs[bin * COLOURS + i] = (float) (weights[i] / sum);
      }
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @Override
  public void encodeInto(byte[] rgb, float[] target, int offset) {
    if (centres.length == 0) {
      throw new IllegalStateException(
          "the colours of the demonstrations are not known yet: fit or load before encoding");
    }
    check(rgb);
    double[] mass = new double[COLOURS];
    double[] massX = new double[COLOURS];
    double[] massY = new double[COLOURS];
    float[] row = new float[COLOURS];
    float[] rowX = new float[COLOURS];
    int at = 0;
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, 0);
      Arrays.fill(rowX, 0);
      for (int x = 0; x < width; x++, at += CHANNELS) {
        int from = bin(rgb, at) * COLOURS;
        float place = fromMinusOneToOne(x, width);
        for (int i = 0; i < COLOURS; i++) {
          float weight = belongs[from + i];
          row[i] += weight;
          rowX[i] += weight * place;
        }
      }
      float place = fromMinusOneToOne(y, height);
      for (int i = 0; i < COLOURS; i++) {
        mass[i] += row[i];
        massX[i] += rowX[i];
        massY[i] += row[i] * place;
      }
    }
    double pixels = (double) height * width;
    int to = offset;
    for (int i = 0; i < COLOURS; i++) {
      double believed = mass[i] + FADES_BELOW * pixels;
      target[to++] = (float) Math.sqrt(mass[i] / pixels);
      target[to++] = (float) (massX[i] / believed);
      target[to++] = (float) (massY[i] / believed);
    }
  }

  private static float fromMinusOneToOne(int i, int count) {
    return (2 * i + 1f) / count - 1;
  }

  private void check(byte[] rgb) {
    if (rgb.length != height * width * CHANNELS) {
      throw new IllegalArgumentException(
          "a picture of %d×%d pixels has %d bytes, but one of %d came"
              .formatted(width, height, height * width * CHANNELS, rgb.length));
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(COLOURS);
    out.writeInt(centres.length);
    for (double[] centre : centres) {
      for (double value : centre) {
        out.writeDouble(value);
      }
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    int colours = in.readInt();
    if (colours != COLOURS) {
      throw new IOException(
          "the checkpoint's policy tells %d colours apart, but this program %d"
              .formatted(colours, COLOURS));
    }
    double[][] saved = new double[in.readInt()][CHANNELS + 1];
    for (double[] centre : saved) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] = in.readDouble();
      }
    }
    if (saved.length > 0) {
      tabulate(saved);
    }
  }
}
