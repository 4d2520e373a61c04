package org.e2hil.vision;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureEncoderConfig;

/**
 * A network that others trained, from an ONNX file: what one of its tensors says of a picture,
 * pooled or cell by cell.
 *
 * <p>Two of these are equal wherever their file lies, since a policy may be used on another
 * machine; that it is the same network is told by its SHA-256, which the checkpoint holds.
 *
 * @param file the ONNX file, whose only input is a picture, floats {@code [1, 3, height, width]} or
 *     {@code [1, height, width, 3]}; the MobileNetV3 of an object detector where empty
 * @param output the tensor that is pooled, of 4 dimensions or 2, inside the graph or at its end;
 *     where empty, the only one at its end
 * @param mean what is taken from red, green and blue (0 to 255), or from all alike
 * @param scale what they are multiplied by then
 * @param features how a map becomes numbers: where each channel is strongest, its mean, or all of
 *     it
 */
@API(status = API.Status.EXPERIMENTAL)
public record Onnx(
    Optional<String> file,
    Optional<String> output,
    List<Double> mean,
    List<Double> scale,
    Features features)
    implements PictureEncoderConfig.Custom {

  private static final int COLOURS = 3;

  /** How a map of channels becomes numbers; two dimensions are taken as they are. */
  public enum Features {
    /**
     * Where each channel is strongest: the expectation of its x and y under a softmax over its
     * cells (Levine et al. 2016, "End-to-End Training of Deep Visuomotor Policies"), two numbers a
     * channel from −1 (left, top) to 1.
     */
    SPATIAL_SOFTMAX,
    /** The mean of each channel. */
    MEAN,
    /** Each cell of each channel, in deviations of the channel over the demonstrations. */
    MAP
  }

  /** Refuses numbers that cannot be meant. */
  public Onnx {
    mean = colours("mean", mean);
    scale = colours("scale", scale);
    if (scale.contains(0.0)) {
      throw new IllegalArgumentException("scale must not be 0, or every picture is the same");
    }
  }

  private static List<Double> colours(String name, List<Double> values) {
    if ((values.size() != 1 && values.size() != COLOURS)
        || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          name + " must be one finite number or three, for red, green and blue, but is " + values);
    }
    return List.copyOf(values);
  }

  /** What a scenario has that says nothing else: the default network. */
  public static Onnx defaults() {
    return new Onnx(
        Optional.empty(), Optional.empty(), List.of(0.0), List.of(1.0), Features.SPATIAL_SOFTMAX);
  }

  /**
   * One for the pictures of a camera; reads the file, and fetches the default network where it was
   * never needed before.
   *
   * @throws IllegalArgumentException if the file is missing or no such network, has no such output,
   *     or cannot take these pictures
   */
  @Override
  public PictureEncoder encoder(ObservationGroup picture) {
    return new OnnxEncoder(this, NetworkFile.of(this, UserFiles.ofThisProgram()), picture);
  }

  /** Of red, green and blue. */
  float[] perColour(List<Double> values) {
    float[] three = new float[COLOURS];
    for (int colour = 0; colour < COLOURS; colour++) {
      three[colour] = values.get(values.size() == 1 ? 0 : colour).floatValue();
    }
    return three;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Onnx that
        && output.equals(that.output)
        && mean.equals(that.mean)
        && scale.equals(that.scale)
        && features == that.features;
  }

  @Override
  public int hashCode() {
    return Objects.hash(output, mean, scale, features);
  }
}
