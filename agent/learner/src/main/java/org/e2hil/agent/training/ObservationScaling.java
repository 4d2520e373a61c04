package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.IOException;
import org.apiguardian.api.API;
import org.e2hil.agent.state.FloatArrayIO;

/**
 * How a {@link ObservationEncoder} scales an observation: (number − shift)·scale, clamped to ±5.
 */
@API(status = API.Status.INTERNAL)
public final class ObservationScaling {

  private final float[] shift;
  private final float[] scale;

  ObservationScaling(float[] shift, float[] scale) {
    this.shift = shift;
    this.scale = scale;
  }

  /**
   * Reads it from a run's checkpoint.
   *
   * @throws IOException if it is damaged
   */
  public static ObservationScaling load(DataInput in) throws IOException {
    int size = in.readInt();
    ObservationScaling scaling = new ObservationScaling(new float[size], new float[size]);
    FloatArrayIO.read(in, scaling.shift, size);
    FloatArrayIO.read(in, scaling.scale, size);
    // what the encoders of pictures were fitted to follows
    in.skipBytes(Integer.MAX_VALUE);
    return scaling;
  }

  /** Numbers in an observation. */
  public int size() {
    return shift.length;
  }

  /** {@code [observation]}; a copy. */
  public float[] shift() {
    return shift.clone();
  }

  /** {@code [observation]}; a copy. */
  public float[] scale() {
    return scale.clone();
  }
}
