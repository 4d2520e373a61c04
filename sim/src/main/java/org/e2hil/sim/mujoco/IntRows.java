package org.e2hil.sim.mujoco;

import java.nio.IntBuffer;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.IntPointer;

/**
 * A live view of one of MuJoCo's arrays of {@code int}, {@code [rows, width]}: what it reads is
 * what MuJoCo computed last, what it writes MuJoCo sees at its next step. Costs a few nanoseconds a
 * call. Belongs to the thread of its owner, and throws {@link IllegalStateException} once the owner
 * is closed.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class IntRows {

  private final Lifetime lifetime;
  private final IntBuffer values;
  private final int rows;
  private final int width;

  IntRows(Lifetime lifetime, IntPointer address, long rows, int width) {
    this.lifetime = lifetime;
    this.rows = Math.toIntExact(rows);
    this.width = width;
    int size = Math.multiplyExact(this.rows, width);
    // an empty array may have no address
    values = size == 0 ? IntBuffer.allocate(0) : address.capacity(size).asBuffer();
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Numbers in a row. */
  public int width() {
    return width;
  }

  /** Numbers in all. */
  public int size() {
    return values.capacity();
  }

  /** One number, counted through all rows. */
  public int get(int index) {
    lifetime.check();
    return values.get(index);
  }

  /** One number of a row. */
  public int get(int row, int column) {
    return get(index(row, column));
  }

  /** Sets one number, counted through all rows. */
  public void set(int index, int value) {
    lifetime.check();
    values.put(index, value);
  }

  /** Sets one number of a row. */
  public void set(int row, int column, int value) {
    set(index(row, column), value);
  }

  /** A copy of all numbers, row by row. */
  public int[] copy() {
    int[] copy = new int[size()];
    read(0, copy, 0, copy.length);
    return copy;
  }

  /** Copies {@code length} numbers, from {@code index} counted through all rows. */
  public void read(int index, int[] into, int at, int length) {
    lifetime.check();
    values.get(index, into, at, length);
  }

  /** Copies one row to the place {@code at} of an array. */
  public void readRow(int row, int[] into, int at) {
    read(index(row, 0), into, at, width);
  }

  /** Overwrites {@code length} numbers, from {@code index} counted through all rows. */
  public void write(int index, int[] from, int at, int length) {
    lifetime.check();
    values.put(index, from, at, length);
  }

  /** Overwrites one row; takes as many numbers as a row has. */
  public void writeRow(int row, int... numbers) {
    if (numbers.length != width) {
      throw new IllegalArgumentException(
          "A row here has " + width + " numbers and " + numbers.length + " were given.");
    }
    write(index(row, 0), numbers, 0, width);
  }

  /** Overwrites all numbers; takes as many as there are. */
  public void writeAll(int... numbers) {
    if (numbers.length != size()) {
      throw new IllegalArgumentException(
          "There are " + size() + " numbers here and " + numbers.length + " were given.");
    }
    write(0, numbers, 0, numbers.length);
  }

  private int index(int row, int column) {
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException(
          "Column " + column + " of a row of " + width + " numbers was asked for.");
    }
    return row * width + column;
  }
}
