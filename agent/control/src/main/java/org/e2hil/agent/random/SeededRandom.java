package org.e2hil.agent.random;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * The project's source of randomness: xoshiro256++ (Blackman and Vigna, 2019), whose whole state
 * can be written to a checkpoint and read back, which the JDK's generators do not offer.
 *
 * <p>It gives the same numbers on every version of Java. {@link RandomGenerator} promises how it
 * makes whole words and fractions of 1 from {@link #nextLong}, but not how it makes anything else,
 * and its Gaussian did change; so every other draw that the project uses is made here.
 *
 * <p>A run is handed one seed; every component derives its own stream with {@link #of(long,
 * String)}, so that adding a draw in one place changes no number anywhere else. Not thread-safe.
 */
@API(status = API.Status.MAINTAINED)
public final class SeededRandom implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  private SeededRandom(long seed) {
    // SplitMix64 spreads any seed, zero included, over the four words of state
    long z = seed;
    s0 = mix(z += GOLDEN_GAMMA);
    s1 = mix(z += GOLDEN_GAMMA);
    s2 = mix(z += GOLDEN_GAMMA);
    s3 = mix(z + GOLDEN_GAMMA);
  }

  /** The stream that belongs to {@code component} in the run with this {@code seed}. */
  public static SeededRandom of(long seed, String component) {
    long hash = seed;
    for (byte b : component.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash * 31 + b + GOLDEN_GAMMA);
    }
    return new SeededRandom(hash);
  }

  /** A seed for {@code index} of the things that {@code component} numbers, such as episodes. */
  public static long seed(long seed, String component, long index) {
    return of(seed + GOLDEN_GAMMA * (index + 1), component).nextLong();
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** A whole number in [0, {@code bound}). */
  @Override
  public int nextInt(int bound) {
    return nextInt(0, bound);
  }

  /** A whole number in [{@code origin}, {@code bound}), every one as likely as the others. */
  @Override
  public int nextInt(int origin, int bound) {
    int count = bound - origin;
    if (origin >= bound || count <= 0) {
      throw new IllegalArgumentException(
          "A range of whole numbers must hold 1 to 2147483647 of them, but is from "
              + origin
              + " to below "
              + bound
              + ".");
    }
    if ((count & -count) == count) {
      return origin + (nextInt() & (count - 1));
    }
    int word = nextInt() >>> 1;
    int remainder = word % count;
    // of the last numbers below 2³¹ there is no full set, so they are drawn again
    while (word - remainder + (count - 1) < 0) {
      word = nextInt() >>> 1;
      remainder = word % count;
    }
    return origin + remainder;
  }

  /** A number in [{@code origin}, {@code bound}). */
  @Override
  public double nextDouble(double origin, double bound) {
    double width = bound - origin;
    if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A range of numbers must be finite and not empty, but is from "
              + origin
              + " to below "
              + bound
              + ".");
    }
    double number = nextDouble() * width + origin;
    return number < bound ? number : Math.nextDown(bound);
  }

  /** A standard normal number. */
  @Override
  public double nextGaussian() {
    return Ziggurat.normal(this);
  }

  /** A normal number. */
  @Override
  public double nextGaussian(double mean, double std) {
    return mean + std * nextGaussian();
  }

  /** Writes the state, 32 bytes. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(s0);
    out.writeLong(s1);
    out.writeLong(s2);
    out.writeLong(s3);
  }

  /** Continues where the generator that wrote {@code in} stopped. */
  public void load(DataInput in) throws IOException {
    s0 = in.readLong();
    s1 = in.readLong();
    s2 = in.readLong();
    s3 = in.readLong();
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
