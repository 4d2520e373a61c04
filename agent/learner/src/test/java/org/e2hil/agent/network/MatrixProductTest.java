package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MatrixProductTest {

  private static final int FROM = 5;

  private static float[] normal(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Property(tries = 200)
  void aProductIsTheSumOfProductsAndTouchesNothingElse(
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll boolean leftTransposed,
      @ForAll boolean rightTransposed,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] a = normal(FROM + m * k, random);
    float[] b = normal(FROM + k * n, random);
    float[] panels = new float[MatrixProduct.panelLength(k, n)];
    float[] c = new float[FROM + m * n + FROM];
    Arrays.fill(c, 7);
    MatrixProduct.Scratch scratch = new MatrixProduct.Scratch();

    if (rightTransposed) {
      MatrixProduct.packTransposed(k, n, b, FROM, panels);
    } else {
      MatrixProduct.pack(k, n, b, FROM, panels);
    }
    if (leftTransposed) {
      MatrixProduct.multiplyTransposed(m, n, k, a, FROM, panels, c, FROM, scratch);
    } else {
      MatrixProduct.multiply(m, n, k, a, FROM, panels, c, FROM, scratch);
    }

    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double expected = 0;
        double size = 0;
        for (int p = 0; p < k; p++) {
          double left = a[FROM + (leftTransposed ? p * m + i : i * k + p)];
          double right = b[FROM + (rightTransposed ? j * k + p : p * n + j)];
          expected += left * right;
          size += Math.abs(left * right);
        }
        assertThat((double) c[FROM + i * n + j]).isCloseTo(expected, within(1e-6 * (size + 1e-3)));
      }
    }
    for (int i = 0; i < FROM; i++) {
      assertThat(c[i]).isEqualTo(7);
      assertThat(c[FROM + m * n + i]).isEqualTo(7);
    }
  }

  @Property(tries = 50)
  void aRowsResultIsTheSameAloneAndAmongOthers(
      @ForAll @IntRange(min = 1, max = 20) int m, @ForAll long seed) {
    int n = 48;
    int k = 33;
    Random random = new Random(seed);
    float[] a = normal(m * k, random);
    float[] panels = new float[MatrixProduct.panelLength(k, n)];
    MatrixProduct.pack(k, n, normal(k * n, random), 0, panels);
    MatrixProduct.Scratch scratch = new MatrixProduct.Scratch();
    float[] all = new float[m * n];
    MatrixProduct.multiply(m, n, k, a, 0, panels, all, 0, scratch);

    for (int row = 0; row < m; row++) {
      float[] alone = new float[n];
      MatrixProduct.multiply(1, n, k, a, row * k, panels, alone, 0, scratch);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(all, row * n, (row + 1) * n));
    }
  }

  @Property(tries = 30)
  void aNumberIsOneChainOfFusedMultiplyAddsHoweverLongTheSum(
      @ForAll @IntRange(min = 1, max = 3 * MatrixProduct.DEPTH) int k,
      @ForAll boolean leftTransposed,
      @ForAll long seed) {
    int m = 6;
    int n = MatrixProduct.COLUMNS + 5;
    Random random = new Random(seed);
    float[] a = normal(m * k, random);
    float[] b = normal(k * n, random);
    float[] panels = new float[MatrixProduct.panelLength(k, n)];
    MatrixProduct.pack(k, n, b, 0, panels);
    float[] c = new float[m * n];
    if (leftTransposed) {
      MatrixProduct.multiplyTransposed(m, n, k, a, 0, panels, c, 0, new MatrixProduct.Scratch());
    } else {
      MatrixProduct.multiply(m, n, k, a, 0, panels, c, 0, new MatrixProduct.Scratch());
    }

    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float chain = 0;
        for (int p = 0; p < k; p++) {
          chain = Math.fma(a[leftTransposed ? p * m + i : i * k + p], b[p * n + j], chain);
        }
        assertThat(c[i * n + j]).isEqualTo(chain);
      }
    }
  }
}
