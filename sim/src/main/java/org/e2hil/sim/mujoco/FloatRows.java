package org.e2hil.sim.mujoco;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** A view of an array of {@code float}, as colours are: what is written is rounded to one. */
final class FloatRows extends DoubleRows {

  private final Lifetime lifetime;
  private final FloatBuffer values;

  FloatRows(Lifetime lifetime, FloatPointer address, long rows, int width) {
    super(lifetime, rows, width);
    this.lifetime = lifetime;
    values = size() == 0 ? FloatBuffer.allocate(0) : address.capacity(size()).asBuffer();
  }

  @Override
  public double get(int index) {
    lifetime.check();
    return values.get(index);
  }

  @Override
  public void set(int index, double value) {
    lifetime.check();
    values.put(index, (float) value);
  }

  @Override
  public void read(int index, double[] into, int at, int length) {
    for (int i = 0; i < length; i++) {
      into[at + i] = get(index + i);
    }
  }

  @Override
  public void write(int index, double[] from, int at, int length) {
    for (int i = 0; i < length; i++) {
      set(index + i, from[at + i]);
    }
  }
}
