package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.vision.PictureEncoder;

/**
 * The smallest encoder that sees anything: where the pixels lie that are brighter than the mean
 * pixel of the demonstrations, column and row as shares, and how many they are. It draws a number
 * that it adds, so that a draw too few or too many is noticed.
 */
final class BrightSpot implements PictureEncoder {

  private static final int CHANNELS = 3;

  private final int width;
  private final int pixels;
  private boolean fitted;
  private double mean;
  private float drawn;

  BrightSpot(ObservationGroup picture) {
    width = picture.shape().get(1);
    pixels = picture.size() / CHANNELS;
  }

  @Override
  public int size() {
    return 3;
  }

  @Override
  public void fit(List<byte[]> pictures, RandomGenerator random) {
    double sum = 0;
    for (byte[] rgb : pictures) {
      for (int i = 0; i < pixels; i++) {
        sum += brightness(rgb, i);
      }
    }
    mean = sum / pictures.size() / pixels;
    drawn = random.nextFloat();
    fitted = true;
  }

  @Override
  public void encodeInto(byte[] rgb, float[] target, int offset) {
    if (!fitted) {
      throw new IllegalStateException("this encoder was not fitted yet");
    }
    double columns = 0;
    double rows = 0;
    int bright = 0;
    for (int i = 0; i < pixels; i++) {
      if (brightness(rgb, i) > mean) {
        columns += i % width;
        rows += i / width;
        bright++;
      }
    }
    target[offset] = bright == 0 ? 0 : (float) (columns / bright / width);
    target[offset + 1] = bright == 0 ? 0 : (float) (rows / bright / width);
    target[offset + 2] = (float) bright / pixels + drawn;
  }

  private static int brightness(byte[] rgb, int pixel) {
    int sum = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      sum += rgb[pixel * CHANNELS + channel] & 0xFF;
    }
    return sum;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(mean);
    out.writeFloat(drawn);
  }

  @Override
  public void load(DataInput in) throws IOException {
    mean = in.readDouble();
    drawn = in.readFloat();
    fitted = true;
  }
}
