package org.e2hil.agent.network;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Single-precision matrix products on heap arrays. The right-hand matrix lies in panels of {@link
 * #COLUMNS} columns, so that the innermost loop reads forward; weights are packed once an update
 * and multiplied many times.
 *
 * <p>Every number of a product is one chain of fused multiply-adds in the order of k, whatever the
 * other rows and columns are: a row's result is the same alone and in a batch.
 */
final class MatrixProduct {

  /** Rows that one pass of the innermost loop computes. */
  static final int ROWS = 4;

  /**
   * Terms of a sum that one pass of the innermost loop adds, so that what it reads of a panel stays
   * in the first cache; 32 KiB where a vector has 16 numbers.
   */
  static final int DEPTH = 256;

  /** Columns that one pass of the innermost loop computes. */
  static final int COLUMNS = 2 * SimdMath.COUNT;

  private MatrixProduct() {}

  /** Space that a thread needs for its products; grows as needed. */
  static final class Scratch {
    private float[] left = new float[0];
    private float[] panels = new float[0];
    private final float[] tile = new float[ROWS * COLUMNS];

    private float[] left(int k) {
      if (left.length < ROWS * k) {
        left = new float[ROWS * k];
      }
      return left;
    }

    /** Room for the panels of a matrix {@code [k, n]}. */
    float[] panels(int k, int n) {
      int length = panelLength(k, n);
      if (panels.length < length) {
        panels = new float[length];
      }
      return panels;
    }
  }

  /** Floats in the panels of a matrix {@code [k, n]}. */
  static int panelLength(int k, int n) {
    return k * ((n + COLUMNS - 1) / COLUMNS * COLUMNS);
  }

  /** Packs {@code b[k, n]}, which begins at {@code from}. */
  static void pack(int k, int n, float[] b, int from, float[] panels) {
    int at = 0;
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, from + p * n + j, panels, at, width);
        at += COLUMNS;
      }
    }
  }

  /** Packs bᵀ {@code [k, n]} of {@code b[n, k]}, which begins at {@code from}. */
  static void packTransposed(int k, int n, float[] b, int from, float[] panels) {
    for (int j = 0; j < n; j++) {
      int at = j / COLUMNS * COLUMNS * k + j % COLUMNS;
      int source = from + j * k;
      for (int p = 0; p < k; p++) {
        panels[at] = b[source + p];
        at += COLUMNS;
      }
    }
  }

  /** {@code c[m, n] = a[m, k] · b[k, n]} with b in panels; a and c begin at their indices. */
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aIndex,
      float[] panels,
      float[] c,
      int cIndex,
      Scratch scratch) {
    Arrays.fill(c, cIndex, cIndex + m * n, 0f);
    int whole = m / ROWS * ROWS;
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      // a panel stays in the first cache while all rows pass by
      for (int j = 0; j < n; j += COLUMNS) {
        int panel = j * k + p * COLUMNS;
        int width = Math.min(COLUMNS, n - j);
        for (int i = 0; i < whole; i += ROWS) {
          int from = aIndex + i * k + p;
          int at = cIndex + i * n + j;
          tile(depth, a, from, k, panels, panel, c, at, n, ROWS, width, scratch);
        }
      }
    }
    if (whole < m) {
      float[] left = scratch.left(k);
      Arrays.fill(left, 0, ROWS * k, 0f);
      System.arraycopy(a, aIndex + whole * k, left, 0, (m - whole) * k);
      columns(n, k, left, panels, c, cIndex + whole * n, m - whole, scratch);
    }
  }

  /** {@code c[m, n] = a[k, m]ᵀ · b[k, n]} with b in panels: the gradient of a weight matrix. */
  static void multiplyTransposed(
      int m,
      int n,
      int k,
      float[] a,
      int aIndex,
      float[] panels,
      float[] c,
      int cIndex,
      Scratch scratch) {
    Arrays.fill(c, cIndex, cIndex + m * n, 0f);
    float[] left = scratch.left(k);
    for (int i = 0; i < m; i += ROWS) {
      int rows = Math.min(ROWS, m - i);
      packColumns(k, a, aIndex + i, m, rows, left);
      columns(n, k, left, panels, c, cIndex + i * n, rows, scratch);
    }
  }

  /** Some columns of {@code a[k, stride]} as the rows of {@code left[4, k]}. */
  private static void packColumns(
      int k, float[] a, int from, int stride, int columns, float[] left) {
    if (columns < ROWS) {
      Arrays.fill(left, 0, ROWS * k, 0f);
      for (int column = 0; column < columns; column++) {
        for (int p = 0; p < k; p++) {
          left[column * k + p] = a[from + p * stride + column];
        }
      }
      return;
    }
    for (int p = 0; p < k; p++) {
      int at = from + p * stride;
      left[p] = a[at];
      left[k + p] = a[at + 1];
      left[2 * k + p] = a[at + 2];
      left[3 * k + p] = a[at + 3];
    }
  }

  private static void columns(
      int n, int k, float[] left, float[] panels, float[] c, int at, int rows, Scratch scratch) {
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += COLUMNS) {
        int panel = j * k + p * COLUMNS;
        int width = Math.min(COLUMNS, n - j);
        tile(depth, left, p, k, panels, panel, c, at + j, n, rows, width, scratch);
      }
    }
  }

  /** A tile of which only {@code rows} and {@code width} are wanted. */
  private static void tile(
      int depth,
      float[] left,
      int from,
      int k,
      float[] panels,
      int panel,
      float[] c,
      int at,
      int stride,
      int rows,
      int width,
      Scratch scratch) {
    if (rows == ROWS && width == COLUMNS) {
      tile(depth, left, from, k, panels, panel, c, at, stride);
      return;
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(c, at + row * stride, scratch.tile, row * COLUMNS, width);
    }
    tile(depth, left, from, k, panels, panel, scratch.tile, 0, COLUMNS);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(scratch.tile, row * COLUMNS, c, at + row * stride, width);
    }
  }

  /** Adds some terms to four rows by two vectors, all in registers. */
  private static void tile(
      int depth,
      float[] left,
      int from,
      int k,
      float[] panels,
      int panel,
      float[] c,
      int at,
      int stride) {
    int row1 = from + k;
    int row2 = row1 + k;
    int row3 = row2 + k;
    FloatVector c00 = SimdMath.load(c, at);
    FloatVector c01 = SimdMath.load(c, at + SimdMath.COUNT);
    FloatVector c10 = SimdMath.load(c, at + stride);
    FloatVector c11 = SimdMath.load(c, at + stride + SimdMath.COUNT);
    FloatVector c20 = SimdMath.load(c, at + 2 * stride);
    FloatVector c21 = SimdMath.load(c, at + 2 * stride + SimdMath.COUNT);
    FloatVector c30 = SimdMath.load(c, at + 3 * stride);
    FloatVector c31 = SimdMath.load(c, at + 3 * stride + SimdMath.COUNT);
    for (int p = 0; p < depth; p++) {
      FloatVector b0 = SimdMath.load(panels, panel + p * COLUMNS);
      FloatVector b1 = SimdMath.load(panels, panel + p * COLUMNS + SimdMath.COUNT);
      FloatVector x = SimdMath.all(left[from + p]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = SimdMath.all(left[row1 + p]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = SimdMath.all(left[row2 + p]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = SimdMath.all(left[row3 + p]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + SimdMath.COUNT);
    c10.intoArray(c, at + stride);
    c11.intoArray(c, at + stride + SimdMath.COUNT);
    c20.intoArray(c, at + 2 * stride);
    c21.intoArray(c, at + 2 * stride + SimdMath.COUNT);
    c30.intoArray(c, at + 3 * stride);
    c31.intoArray(c, at + 3 * stride + SimdMath.COUNT);
  }
}
