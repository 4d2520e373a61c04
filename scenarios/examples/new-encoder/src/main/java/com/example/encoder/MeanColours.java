package com.example.encoder;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureEncoderConfig;

/**
 * An encoder: the mean red, green and blue of each cell of a grid, less what the demonstrations
 * show there on average, as shares of full brightness.
 *
 * @param cells along each side of the picture
 */
public record MeanColours(int cells) implements PictureEncoderConfig.Custom {

  /** Refuses a grid that is no grid. */
  public MeanColours {
    if (cells < 1 || cells > 16) {
      throw new IllegalArgumentException("cells must lie in [1, 16], but is " + cells);
    }
  }

  /** What a scenario has that says nothing else: 4×4 cells. */
  public static MeanColours defaults() {
    return new MeanColours(4);
  }

  @Override
  public PictureEncoder encoder(ObservationGroup picture) {
    int height = picture.shape().get(0);
    int width = picture.shape().get(1);
    if (height % cells != 0 || width % cells != 0) {
      throw new IllegalArgumentException(
          "cells must divide the %d rows and %d columns of %s, but is %d"
              .formatted(height, width, picture.name(), cells));
    }
    return new Encoder(cells, height, width);
  }

  private static final class Encoder implements PictureEncoder {

    private final int cells;
    private final int height;
    private final int width;
    private float[] usual = {};

    Encoder(int cells, int height, int width) {
      this.cells = cells;
      this.height = height;
      this.width = width;
    }

    @Override
    public int size() {
      return cells * cells * 3;
    }

    @Override
    public void fit(List<byte[]> pictures, RandomGenerator random) {
      double[] sums = new double[size()];
      for (byte[] rgb : pictures) {
        float[] means = means(rgb);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += means[i];
        }
      }
      usual = new float[size()];
      for (int i = 0; i < sums.length; i++) {
        usual[i] = (float) (sums[i] / pictures.size());
      }
    }

    @Override
    public void encodeInto(byte[] rgb, float[] target, int offset) {
      if (usual.length == 0) {
        throw new IllegalStateException("the encoder must be fitted to demonstrations first");
      }
      float[] means = means(rgb);
      for (int i = 0; i < means.length; i++) {
        target[offset + i] = means[i] - usual[i];
      }
    }

    private float[] means(byte[] rgb) {
      float[] means = new float[size()];
      float share = cells * cells / (255f * height * width);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int cell = y * cells / height * cells + x * cells / width;
          for (int channel = 0; channel < 3; channel++) {
            means[3 * cell + channel] += share * (rgb[3 * (y * width + x) + channel] & 0xFF);
          }
        }
      }
      return means;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(usual.length);
      for (float mean : usual) {
        out.writeFloat(mean);
      }
    }

    @Override
    public void load(DataInput in) throws IOException {
      int saved = in.readInt();
      if (saved != size()) {
        throw new IOException(
            "the checkpoint has %d mean colours, but this encoder %d".formatted(saved, size()));
      }
      float[] read = new float[saved];
      for (int i = 0; i < saved; i++) {
        read[i] = in.readFloat();
      }
      usual = read;
    }
  }
}
