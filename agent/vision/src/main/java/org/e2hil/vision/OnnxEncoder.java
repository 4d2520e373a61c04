package org.e2hil.vision;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.vision.PictureEncoder;

/** A network's features of a camera's pictures, of which the demonstrations say what matters. */
final class OnnxEncoder implements PictureEncoder {

  private final String camera;
  private final String networkName;
  private final String sha256;
  private final String output;
  private final int numbers;
  private final Network network;
  private final float[] map;
  private final double[] features;
  private Pooling pooling;
  private Optional<PrincipalComponents> components = Optional.empty();

  /**
   * One that is not fitted yet.
   *
   * @throws IllegalArgumentException if the group is not of pictures, or the network cannot take
   *     them, or makes too little of them
   */
  OnnxEncoder(Onnx config, NetworkFile file, ObservationGroup picture) {
    if (picture.kind() != ObservationGroup.Kind.PICTURE) {
      throw new IllegalArgumentException(
          "a network looks at pictures, but the group '%s' holds numbers"
              .formatted(picture.name()));
    }
    camera = picture.name();
    networkName = file.name();
    sha256 = file.sha256();
    output = file.output();
    numbers = config.numbers();
    network = new Network(file, config, picture.shape().get(0), picture.shape().get(1));
    MapShape shape = network.shape();
    map = new float[shape.channels() * shape.cells()];
    pooling = Pooling.of(shape, config.features());
    features = new double[pooling.size()];
    if (numbers > features.length) {
      throw new IllegalArgumentException(
          "the output '%s' of %s makes %d numbers of a picture; ask for no more with pictureEncoder.numbers, which is %d"
              .formatted(file.output(), networkName, features.length, numbers));
    }
    network.mapInto(new byte[picture.size()], map);
  }

  @Override
  public int size() {
    return numbers;
  }

  @Override
  public void fit(List<byte[]> pictures, RandomGenerator random) {
    if (pictures.size() > 1
        && pictures.stream().allMatch(rgb -> Arrays.equals(rgb, pictures.get(0)))) {
      throw new IllegalArgumentException(
          "all %d pictures of the camera '%s' in the demonstrations are the same: is it covered, or has it stopped?"
              .formatted(pictures.size(), camera));
    }
    if (pooling.isFitted()) {
      ChannelSpread spread = new ChannelSpread(network.shape());
      for (byte[] rgb : pictures) {
        network.mapInto(rgb, map);
        spread.add(map);
      }
      pooling = pooling.fittedTo(spread);
    }
    List<double[]> samples = new ArrayList<>();
    for (byte[] rgb : pictures) {
      look(rgb);
      samples.add(features.clone());
    }
    components = Optional.of(PrincipalComponents.of(samples, numbers));
  }

  private void look(byte[] rgb) {
    network.mapInto(rgb, map);
    pooling.featuresInto(map, features);
  }

  @Override
  public void encodeInto(byte[] rgb, float[] target, int offset) {
    PrincipalComponents fitted =
        components.orElseThrow(
            () ->
                new IllegalStateException(
                    "what matters in a picture is not known yet: fit or load before encoding"));
    look(rgb);
    fitted.into(features, target, offset);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeUTF(sha256);
    out.writeUTF(output);
    out.writeInt(features.length);
    out.writeInt(numbers);
    out.writeBoolean(components.isPresent());
    if (components.isPresent()) {
      for (float sharp : pooling.sharpness()) {
        out.writeFloat(sharp);
      }
      components.get().save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    String saved = in.readUTF();
    if (!saved.equals(sha256)) {
      throw new IOException(
          "the policy was trained with another network than %s: give pictureEncoder.file the one whose SHA-256 is %s"
              .formatted(networkName, saved));
    }
    String savedOutput = in.readUTF();
    if (!savedOutput.equals(output)) {
      throw new IOException(
          "the policy was trained with the output '%s', but is asked to see with '%s': set pictureEncoder.output"
              .formatted(savedOutput, output));
    }
    int savedFeatures = in.readInt();
    int savedNumbers = in.readInt();
    if (savedFeatures != features.length || savedNumbers != numbers) {
      throw new IOException(
          "the policy sees %d numbers of %d features, but this encoder makes %d of %d"
              .formatted(savedNumbers, savedFeatures, numbers, features.length));
    }
    if (in.readBoolean()) {
      float[] sharpness = pooling.sharpness();
      for (int channel = 0; channel < sharpness.length; channel++) {
        sharpness[channel] = in.readFloat();
      }
      pooling = pooling.with(sharpness);
      components = Optional.of(PrincipalComponents.load(in, features.length, numbers));
    }
  }
}
