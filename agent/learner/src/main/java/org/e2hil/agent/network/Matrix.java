package org.e2hil.agent.network;

import org.apiguardian.api.API;

/** A row-major matrix on the heap. Its values may be written. */
@API(status = API.Status.INTERNAL)
public final class Matrix {

  private final float[] values;
  private final int columns;

  /** A view of {@code values}, which are not copied. */
  public Matrix(float[] values, int columns) {
    if (columns < 1 || values.length % columns != 0) {
      throw new IllegalArgumentException(
          values.length + " numbers do not fill whole rows of " + columns + ".");
    }
    this.values = values;
    this.columns = columns;
  }

  /** Zeros {@code [rows, columns]}. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new float[rows * columns], columns);
  }

  /** All numbers, row by row. */
  public float[] values() {
    return values;
  }

  /** Numbers in a row. */
  public int columns() {
    return columns;
  }

  /** Where a row begins in {@link #values}. */
  public int index(int row) {
    return row * columns;
  }

  /** One number. */
  public float at(int row, int column) {
    return values[row * columns + column];
  }

  /** Sets one number. */
  public void set(int row, int column, float value) {
    values[row * columns + column] = value;
  }
}
