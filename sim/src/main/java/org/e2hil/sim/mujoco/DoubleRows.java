package org.e2hil.sim.mujoco;

import java.nio.DoubleBuffer;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A live view of one of MuJoCo's arrays, {@code [rows, width]}: what it reads is what MuJoCo
 * computed last, what it writes MuJoCo sees at its next step. Costs a few nanoseconds a call.
 * Belongs to the thread of its owner, and throws {@link IllegalStateException} once the owner is
 * closed.
 */
@API(status = API.Status.EXPERIMENTAL)
public sealed class DoubleRows permits FloatRows {

  private final Lifetime lifetime;
  private final DoubleBuffer values;
  private final int rows;
  private final int width;

  DoubleRows(Lifetime lifetime, DoublePointer address, long rows, int width) {
    this(
        lifetime,
        // an empty array may have no address
        rows == 0
            ? DoubleBuffer.allocate(0)
            : address.capacity(Math.multiplyExact(rows, width)).asBuffer(),
        rows,
        width);
  }

  /** A view whose subclass has the numbers. */
  DoubleRows(Lifetime lifetime, long rows, int width) {
    this(lifetime, DoubleBuffer.allocate(0), rows, width);
  }

  private DoubleRows(Lifetime lifetime, DoubleBuffer values, long rows, int width) {
    this.lifetime = lifetime;
    this.values = values;
    this.rows = Math.toIntExact(rows);
    this.width = width;
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
    return rows * width;
  }

  /** One number, counted through all rows. */
  public double get(int index) {
    lifetime.check();
    return values.get(index);
  }

  /** One number of a row. */
  public double get(int row, int column) {
    return get(index(row, column));
  }

  /** Sets one number, counted through all rows. */
  public void set(int index, double value) {
    lifetime.check();
    values.put(index, value);
  }

  /** Sets one number of a row. */
  public void set(int row, int column, double value) {
    set(index(row, column), value);
  }

  /** A copy of all numbers, row by row. */
  public double[] copy() {
    double[] copy = new double[size()];
    read(0, copy, 0, copy.length);
    return copy;
  }

  /** Copies {@code length} numbers, from {@code index} counted through all rows. */
  public void read(int index, double[] into, int at, int length) {
    lifetime.check();
    values.get(index, into, at, length);
  }

  /** Copies one row to the place {@code at} of an array. */
  public void readRow(int row, double[] into, int at) {
    read(index(row, 0), into, at, width);
  }

  /** Overwrites {@code length} numbers, from {@code index} counted through all rows. */
  public void write(int index, double[] from, int at, int length) {
    lifetime.check();
    values.put(index, from, at, length);
  }

  /** Overwrites one row; takes as many numbers as a row has. */
  public void writeRow(int row, double... numbers) {
    if (numbers.length != width) {
      throw new IllegalArgumentException(
          "A row here has " + width + " numbers and " + numbers.length + " were given.");
    }
    write(index(row, 0), numbers, 0, width);
  }

  /** Overwrites all numbers; takes as many as there are. */
  public void writeAll(double... numbers) {
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
