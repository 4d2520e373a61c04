package org.e2hil.agent.reward;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apiguardian.api.API;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.training.ObservationEncoder;
import org.e2hil.agent.vision.PictureEncoder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sees whether the task is done: an encoder for each camera, numbers shifted and scaled by what was
 * recorded, and a small network with one logit. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class RewardClassifier implements AutoCloseable {

  private final Sight sight;
  private final ObservationEncoder input;
  private final MultiLayerNetwork network;

  RewardClassifier(Sight sight, ObservationEncoder input, MultiLayerNetwork network) {
    this.sight = sight;
    this.input = input;
    this.network = network;
  }

  /**
   * One that was saved.
   *
   * @param encoders of the kind that it was trained with
   * @param encoderState what {@link #saveEncoders} wrote
   * @param network what {@link #network()} gave
   * @throws IOException if the two are not of one classifier, or of another program
   */
  public static RewardClassifier load(
      Sight sight, PictureEncoder.Factory encoders, DataInput encoderState, byte[] network)
      throws IOException {
    NativeLibrary.start();
    ObservationEncoder input = ObservationEncoder.of(sight.groups(), encoders);
    input.load(encoderState);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(network), false);
    if (loaded.layerInputSize(0) != input.size()) {
      loaded.close();
      throw new IOException(
          "its network takes %d numbers, but its encoders make %d"
              .formatted(loaded.layerInputSize(0), input.size()));
    }
    return new RewardClassifier(sight, input, loaded);
  }

  /** What it looks at. */
  public Sight sight() {
    return sight;
  }

  /**
   * Refuses a world that does not show what it looks at.
   *
   * @throws RewardException naming the camera
   */
  public void requireSeen(EnvironmentSpec world) {
    for (ObservationGroup camera : sight.cameras()) {
      if (!world.groups().contains(camera)) {
        throw new RewardException(
            Sight.misfit(
                camera,
                world.groups().stream()
                    .filter(group -> group.kind() == ObservationGroup.Kind.PICTURE)
                    .toList()));
      }
    }
  }

  /** How probable it is that the task is done in the world as it stands, from 0 to 1. */
  public double probability(Observation observation) {
    return probability(sight.see(observation));
  }

  /** The same of what a {@link Sight.Reader} found in a recording. */
  public double probability(RecordedObservation seen) {
    try (INDArray row = Nd4j.createFromArray(new float[][] {input.scaled(seen)})) {
      return network.output(row).getDouble(0);
    }
  }

  /** Writes what its encoders were fitted to. */
  public void saveEncoders(DataOutput out) throws IOException {
    input.save(out);
  }

  /** Its network as an archive of DL4J, which is a ZIP. */
  public byte[] network() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, archive, false);
    return archive.toByteArray();
  }

  @Override
  public void close() {
    network.close();
  }
}
