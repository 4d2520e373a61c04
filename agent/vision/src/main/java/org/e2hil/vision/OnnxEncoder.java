package org.e2hil.vision;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.state.FloatArrayIO;
import org.e2hil.agent.vision.PictureEncoder;

/** A network's features of a camera's pictures, scaled by what the demonstrations show. */
final class OnnxEncoder implements PictureEncoder {

  private final String networkName;
  private final String sha256;
  private final String output;
  private final Network network;
  private final float[] map;
  private Pooling pooling;
  private boolean fitted;

  /**
   * One that is not fitted yet.
   *
   * @throws IllegalArgumentException if the group is not of pictures, or the network cannot take
   *     them
   */
  OnnxEncoder(Onnx config, NetworkFile file, ObservationGroup picture) {
    if (picture.kind() != ObservationGroup.Kind.PICTURE) {
      throw new IllegalArgumentException(
          "a network looks at pictures, but the group '%s' holds numbers"
              .formatted(picture.name()));
    }
    networkName = file.name();
    sha256 = file.sha256();
    output = file.output();
    network = new Network(file, config, picture.shape().get(0), picture.shape().get(1));
    MapShape shape = network.shape();
    map = new float[shape.channels() * shape.cells()];
    pooling = Pooling.of(shape, config.features());
    network.mapInto(new byte[picture.size()], map);
  }

  @Override
  public int size() {
    return pooling.size();
  }

  @Override
  public void fit(List<byte[]> pictures, RandomGenerator random) {
    ChannelSpread spread = new ChannelSpread(network.shape());
    for (byte[] rgb : pictures) {
      network.mapInto(rgb, map);
      spread.add(map);
    }
    pooling = pooling.fittedTo(spread);
    fitted = true;
  }

  @Override
  public void encodeInto(byte[] rgb, float[] target, int offset) {
    if (!fitted) {
      throw new IllegalStateException(
          "how much the channels vary is not known yet: fit or load before encoding");
    }
    network.mapInto(rgb, map);
    pooling.into(map, target, offset);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeUTF(sha256);
    out.writeUTF(output);
    out.writeInt(pooling.size());
    out.writeBoolean(fitted);
    float[] scale = pooling.scale();
    FloatArrayIO.write(out, scale, scale.length);
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
    int savedSize = in.readInt();
    if (savedSize != size()) {
      throw new IOException(
          "the policy sees %d numbers of a picture, but this encoder makes %d: set pictureEncoder.features"
              .formatted(savedSize, size()));
    }
    fitted = in.readBoolean();
    float[] scale = pooling.scale();
    FloatArrayIO.read(in, scale, scale.length);
    pooling = pooling.with(scale);
  }
}
