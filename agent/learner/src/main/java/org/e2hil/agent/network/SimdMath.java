package org.e2hil.agent.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector arithmetic under every kernel. The Vector API's own {@code EXP} and {@code
 * reduceLanes} round differently in the interpreter and in compiled code, so that a run would not
 * repeat bit for bit; a polynomial and a fixed tree of additions do repeat.
 */
final class SimdMath {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in one vector. */
  static final int COUNT = SPECIES.length();

  /** Every array that kernels run over is a multiple of this, the widest vector there is. */
  static final int PADDING = 16;

  /** 1.5·2²³. */
  private static final float MAGIC = 12582912f;

  private static final IntVector LEAST_EXPONENT = exponent(-125);
  private static final IntVector LARGEST_EXPONENT = exponent(126);

  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private SimdMath() {}

  private static IntVector exponent(int n) {
    return IntVector.broadcast(IntVector.SPECIES_PREFERRED, Float.floatToRawIntBits(MAGIC) + n);
  }

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.iota(SPECIES, by, 1, true);
  }

  static int padded(int length) {
    return (length + PADDING - 1) / PADDING * PADDING;
  }

  static FloatVector load(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** The sum of all lanes, always added in the same order. */
  static float sum(FloatVector vector) {
    FloatVector v = vector;
    if (COUNT > 8) {
      v = v.add(v.rearrange(BY_8));
    }
    if (COUNT > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    if (COUNT > 2) {
      v = v.add(v.rearrange(BY_2));
    }
    if (COUNT > 1) {
      v = v.add(v.rearrange(BY_1));
    }
    return v.lane(0);
  }

  /**
   * eˣ to about 1 unit in the last place for x in [−87, 88], clamped to about 2^−125 and 2^126
   * outside; |x| must be below 2²².
   */
  static FloatVector exp(FloatVector x) {
    // adding 1.5·2²³ rounds to the nearest integer and leaves it in the low bits
    FloatVector shifted = x.fma(all(1.442695f), all(MAGIC));
    FloatVector n = shifted.sub(MAGIC);
    // ln 2 in two parts, so that r = x − n·ln 2 keeps its last bits (Cody and Waite)
    FloatVector r = n.fma(all(-0.6933594f), x);
    r = n.fma(all(2.1219444e-4f), r);
    FloatVector p = r.fma(all(1.9875691e-4f), all(1.3981999e-3f));
    p = p.fma(r, all(8.333452e-3f));
    p = p.fma(r, all(4.1665796e-2f));
    p = p.fma(r, all(0.16666666f));
    p = p.fma(r, all(0.5f));
    p = p.fma(r.mul(r), r.add(1f));
    // integers are clamped in one instruction each, floats with their NaN and −0 in several
    IntVector exponent = shifted.reinterpretAsInts().max(LEAST_EXPONENT).min(LARGEST_EXPONENT);
    return p.reinterpretAsInts()
        .add(exponent.lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    return all(1f).div(exp(x.neg()).add(1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector bounded = x.max(-20f).min(20f);
    return all(1f).sub(all(2f).div(exp(bounded.mul(2f)).add(1f)));
  }

  /** log(1 + z) for z in [0, 1], by the series of artanh(z / (z + 2)). */
  static FloatVector log1p(FloatVector z) {
    FloatVector s = z.div(z.add(2f));
    FloatVector q = s.mul(s);
    FloatVector p = q.fma(all(1f / 13), all(1f / 11));
    p = p.fma(q, all(1f / 9));
    p = p.fma(q, all(1f / 7));
    p = p.fma(q, all(1f / 5));
    p = p.fma(q, all(1f / 3));
    p = p.fma(q, all(1f));
    return s.mul(2f).mul(p);
  }
}
