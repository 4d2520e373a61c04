package org.e2hil.sim.task;

/**
 * Shows small distances large, beside the plain metres.
 *
 * <p>A policy's input scales each number by its spread in the demonstrations. Where a motion is 20
 * cm long, the last millimetre of it is a two-hundredth of the scale, too little for a network to
 * tell. tanh(d / 1 cm) tells millimetres apart near the goal, and far away only the direction.
 */
final class Magnifier {

  private static final double FIELD_M = 0.01;

  private Magnifier() {}

  /** One distance magnified, from −1 to 1; the same bits with every version of Java. */
  static double of(double distanceM) {
    return StrictMath.tanh(distanceM / FIELD_M);
  }

  /** Writes so many distances of an object state, in metres, magnified to another place of it. */
  static void copy(double[] state, int from, int count, int to) {
    for (int i = 0; i < count; i++) {
      state[to + i] = of(state[from + i]);
    }
  }
}
