package org.e2hil.agent.random;

/**
 * Some millions of draws as one number, for a comparison of Java versions. A program of its own.
 */
public final class DrawsFingerprint {

  private static final int DRAWS = 5_000_000;

  private DrawsFingerprint() {}

  /** The same on every Java. */
  public static String compute() {
    SeededRandom random = SeededRandom.of(9, "fingerprint");
    long hash = 0;
    for (int i = 0; i < DRAWS; i++) {
      double normal = random.nextGaussian();
      hash = 31 * hash + Double.doubleToRawLongBits(normal);
      hash = 31 * hash + Double.doubleToRawLongBits(StrictMath.tanh(normal));
    }
    for (int i = 1; i < DRAWS; i++) {
      hash = 31 * hash + random.nextInt(i);
      hash = 31 * hash + random.nextInt(-i, i);
      hash = 31 * hash + Double.doubleToRawLongBits(random.nextDouble(-i, 1));
      hash = 31 * hash + Float.floatToRawIntBits(random.nextFloat());
    }
    return "%016x".formatted(hash);
  }

  public static void main(String[] arguments) {
    System.out.println("fingerprint " + compute());
  }
}
