package org.e2hil.agent.network;

import org.bytedeco.openblas.global.openblas_nolapack;

/** Single-precision matrix products by the BLAS that ND4J loaded, on row-major matrices. */
public final class Blas {

  private static final int ROW_MAJOR = openblas_nolapack.CblasRowMajor;
  private static final int PLAIN = openblas_nolapack.CblasNoTrans;
  private static final int TRANSPOSED = openblas_nolapack.CblasTrans;

  private Blas() {}

  /** {@code c[m, n] = a[m, k] · b[k, n]}; each matrix begins at its index. */
  public static void product(
      int m, int n, int k, Floats a, int aIndex, Floats b, int bIndex, Floats c, int cIndex) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        PLAIN,
        PLAIN,
        m,
        n,
        k,
        1f,
        a.pointer(aIndex),
        k,
        b.pointer(bIndex),
        n,
        0f,
        c.pointer(cIndex),
        n);
  }

  /** {@code c[m, n] = a[k, m]ᵀ · b[k, n]}: the gradient of a weight matrix. */
  static void transposedProduct(
      int m, int n, int k, Floats a, int aIndex, Floats b, int bIndex, Floats c, int cIndex) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        TRANSPOSED,
        PLAIN,
        m,
        n,
        k,
        1f,
        a.pointer(aIndex),
        m,
        b.pointer(bIndex),
        n,
        0f,
        c.pointer(cIndex),
        n);
  }

  /** {@code c[m, n] = a[m, k] · b[n, k]ᵀ + keep · c}: the gradient of a layer's input. */
  static void productTransposed(
      int m,
      int n,
      int k,
      Floats a,
      int aIndex,
      Floats b,
      int bIndex,
      float keep,
      Floats c,
      int cIndex) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        PLAIN,
        TRANSPOSED,
        m,
        n,
        k,
        1f,
        a.pointer(aIndex),
        k,
        b.pointer(bIndex),
        k,
        keep,
        c.pointer(cIndex),
        n);
  }
}
