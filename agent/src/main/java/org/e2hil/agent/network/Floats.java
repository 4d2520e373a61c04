package org.e2hil.agent.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A flat INDArray of floats, made once and reused, that ND4J's BLAS multiplies and the vector
 * kernels read and write in place. Matrices lie in it row by row. Starts on a 64-byte boundary and
 * reads as zero when new.
 *
 * <p>Two threads may write disjoint parts; nothing else is guarded. Unusable after {@link #close}.
 */
public final class Floats implements AutoCloseable {

  private static final int ALIGNMENT_BYTES = 64;

  static {
    NativeLibrary.start();
  }

  private final int length;
  private final int start;
  private final INDArray array;
  private final ByteBuffer bytes;
  private final FloatPointer pointer;

  /** Room for {@code length} floats, rounded up to whole vectors. */
  public Floats(int length) {
    this.length = Lanes.padded(length);
    array = Nd4j.create(DataType.FLOAT, this.length + Lanes.PADDING);
    long misaligned = array.data().address() & (ALIGNMENT_BYTES - 1);
    start = (int) ((ALIGNMENT_BYTES - misaligned) % ALIGNMENT_BYTES) / Float.BYTES;
    bytes =
        array.data().asNio().position(start * Float.BYTES).slice().order(ByteOrder.nativeOrder());
    pointer = new FloatPointer(array.data().addressPointer());
  }

  /** Floats that fit, a multiple of 16. */
  public int length() {
    return length;
  }

  /** The float at {@code index}. */
  public float at(int index) {
    return bytes.getFloat(index << 2);
  }

  /** Sets the float at {@code index}. */
  public void set(int index, float value) {
    bytes.putFloat(index << 2, value);
  }

  /** Adds to the float at {@code index}. */
  public void add(int index, float value) {
    set(index, at(index) + value);
  }

  /** Copies {@code count} floats from {@code index} on to {@code target}. */
  public void read(int index, float[] target, int targetIndex, int count) {
    bytes.asFloatBuffer().get(index, target, targetIndex, count);
  }

  /** Copies {@code count} floats of {@code source} to here, from {@code index} on. */
  public void write(int index, float[] source, int sourceIndex, int count) {
    bytes.asFloatBuffer().put(index, source, sourceIndex, count);
  }

  /** Zeroes {@code [from, to)}, both multiples of 16. */
  public void clear(int from, int to) {
    FloatVector zero = Lanes.zero();
    for (int i = from; i < to; i += Lanes.COUNT) {
      store(zero, i);
    }
  }

  /** Goes {@code share} of the way to {@code goal} in {@code [from, to)}: Polyak averaging. */
  public void approach(Floats goal, float share, int from, int to) {
    FloatVector tau = Lanes.all(share);
    for (int i = from; i < to; i += Lanes.COUNT) {
      FloatVector here = load(i);
      store(goal.load(i).sub(here).fma(tau, here), i);
    }
  }

  /** Writes all floats to a checkpoint. */
  public void save(DataOutput out) throws IOException {
    for (int i = 0; i < length; i++) {
      out.writeFloat(at(i));
    }
  }

  /** Reads back what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    for (int i = 0; i < length; i++) {
      set(i, in.readFloat());
    }
  }

  /** Frees the native memory now rather than whenever the garbage collector gets to it. */
  @Override
  public void close() {
    if (!array.wasClosed()) {
      array.close();
    }
  }

  FloatVector load(int index) {
    return FloatVector.fromByteBuffer(Lanes.SPECIES, bytes, index << 2, ByteOrder.nativeOrder());
  }

  void store(FloatVector vector, int index) {
    vector.intoByteBuffer(bytes, index << 2, ByteOrder.nativeOrder());
  }

  /** Where the float at {@code index} lies, for BLAS. */
  FloatPointer pointer(int index) {
    return pointer.getPointer((long) start + index);
  }
}
