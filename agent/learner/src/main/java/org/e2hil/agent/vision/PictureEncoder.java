package org.e2hil.agent.vision;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;

/**
 * Turns the pictures of one camera into numbers. It takes its statistics from the demonstrations
 * once and never changes after, so that a replay may keep the numbers in the place of the pictures.
 * A picture is RGB, one unsigned byte a channel, rows from the top, {@code [height, width, 3]}. One
 * thread.
 */
@API(status = API.Status.MAINTAINED)
public interface PictureEncoder {

  /** Numbers that a picture becomes: known before fitting, and the same ever after. */
  int size();

  /**
   * Takes the statistics of these pictures; the same pictures and the same draws give the same
   * encoder, bit for bit.
   *
   * @param pictures of the demonstrations, at least one; read, never changed or kept
   * @param random for what has to be drawn
   */
  void fit(List<byte[]> pictures, RandomGenerator random);

  /**
   * Writes what a picture is into {@code target} from {@code offset} on, all of them finite.
   *
   * @param rgb read, never changed or kept
   * @throws IllegalStateException before it was fitted or loaded
   */
  void encodeInto(byte[] rgb, float[] target, int offset);

  /** Writes what was fitted. */
  void save(DataOutput out) throws IOException;

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException also when it was written by an encoder of another shape
   */
  void load(DataInput in) throws IOException;

  /** Makes encoders that are not fitted yet. */
  @FunctionalInterface
  interface Factory {

    /**
     * One for the pictures of a camera.
     *
     * @throws IllegalArgumentException for a shape that it cannot encode
     */
    PictureEncoder encoder(ObservationGroup picture);
  }
}
