package org.e2hil.agent.random;

/**
 * Standard normal numbers by the ziggurat (Marsaglia and Tsang, The Ziggurat Method for Generating
 * Random Variables, Journal of Statistical Software 5(8), 2000). The area under exp(−x²/2) is
 * covered by layers of equal area, wide ones below narrow ones: a point drawn in a random layer
 * counts if it lies under the curve. The layer, the side and the place in the layer come from
 * different bits, since common ones would correlate (Doornik, 2005).
 *
 * <p>Its numbers need exp and log to the last bit; {@link StrictMath} is the same everywhere.
 */
final class Ziggurat {

  private static final int LAYERS = 256;

  /** r, where the lowest layer ends and the tail begins, so that the highest layer ends at 1. */
  private static final double TAIL = 3.654152885361009;

  /** v: of every layer, the lowest together with the tail. */
  private static final double AREA = 0.004928673233974655;

  /** Where each layer ends, and then 0; the lowest would end there if it held the tail's area. */
  private static final double[] WIDTH = new double[LAYERS + 1];

  /** The curve at the layers' ends. */
  private static final double[] HEIGHT = new double[LAYERS + 1];

  static {
    WIDTH[0] = AREA / curve(TAIL);
    WIDTH[1] = TAIL;
    HEIGHT[1] = curve(TAIL);
    for (int layer = 2; layer < LAYERS; layer++) {
      HEIGHT[layer] = HEIGHT[layer - 1] + AREA / WIDTH[layer - 1];
      WIDTH[layer] = StrictMath.sqrt(-2 * StrictMath.log(HEIGHT[layer]));
    }
    WIDTH[LAYERS] = 0;
    HEIGHT[LAYERS] = 1;
  }

  private Ziggurat() {}

  private static double curve(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  static double normal(SeededRandom random) {
    while (true) {
      long bits = random.nextLong();
      int layer = (int) bits & (LAYERS - 1);
      // the upper 54 bits as a signed fraction of 1
      double x = (bits >> 10) * 0x1p-53 * WIDTH[layer];
      double size = Math.abs(x);
      if (size < WIDTH[layer + 1]) {
        return x;
      }
      if (layer == 0) {
        return Math.copySign(tail(random), x);
      }
      double place = HEIGHT[layer + 1] - HEIGHT[layer];
      if (HEIGHT[layer] + random.nextDouble() * place < curve(size)) {
        return x;
      }
    }
  }

  /** Beyond r (Marsaglia, 1964). */
  private static double tail(SeededRandom random) {
    while (true) {
      // 1 − u is never 0
      double beyond = -StrictMath.log(1 - random.nextDouble()) / TAIL;
      double height = -StrictMath.log(1 - random.nextDouble());
      if (height + height > beyond * beyond) {
        return TAIL + beyond;
      }
    }
  }
}
