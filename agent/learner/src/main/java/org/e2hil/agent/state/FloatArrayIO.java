package org.e2hil.agent.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apiguardian.api.API;

/** Arrays of floats as bytes, in blocks, because one call a number is slow for a full buffer. */
@API(status = API.Status.INTERNAL)
public final class FloatArrayIO {

  private static final int BLOCK = 8192;

  private FloatArrayIO() {}

  /** Writes the first {@code count} numbers, big-endian. */
  public static void write(DataOutput out, float[] values, int count) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(Math.min(count, BLOCK) * Float.BYTES);
    for (int start = 0; start < count; start += BLOCK) {
      int n = Math.min(BLOCK, count - start);
      block.clear();
      block.asFloatBuffer().put(values, start, n);
      out.write(block.array(), 0, n * Float.BYTES);
    }
  }

  /** Reads {@code count} numbers into the beginning of {@code values}. */
  public static void read(DataInput in, float[] values, int count) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(Math.min(count, BLOCK) * Float.BYTES);
    for (int start = 0; start < count; start += BLOCK) {
      int n = Math.min(BLOCK, count - start);
      in.readFully(block.array(), 0, n * Float.BYTES);
      block.clear();
      block.asFloatBuffer().get(values, start, n);
    }
  }
}
