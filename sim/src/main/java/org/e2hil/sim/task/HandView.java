package org.e2hil.sim.task;

import org.e2hil.sim.scene.Scene;

/**
 * Where a thing is for the hand that is to grasp it: in the frame of the tool, from the middle of
 * its pads.
 *
 * <p>A thing that lies ready between the pads gives the same numbers wherever on the table it lies
 * and whichever way it is turned, so that one grasp teaches all others.
 */
final class HandView {

  /** Numbers that {@link #placeInto} writes. */
  static final int PLACE_NUMBERS = 3;

  /** Numbers that {@link #axisInto} writes. */
  static final int AXIS_NUMBERS = 2;

  private final Scene scene;

  HandView(Scene scene) {
    this.scene = scene;
  }

  /**
   * Writes where a body is, magnified (see {@link Magnifier}): the way that the tool points, from
   * pad to pad, and along the pads.
   */
  void placeInto(int body, double[] into, int at) {
    placeBetween(scene.jaws().widthM(scene.opening()), body, into, at);
  }

  /** The same from the middle of pads that are so far apart, m, however far they are now. */
  void placeBetween(double widthM, int body, double[] into, int at) {
    double middleM = scene.jaws().middleM(widthM);
    for (int column = 0; column < PLACE_NUMBERS; column++) {
      double sum = column == 1 ? -middleM : 0;
      for (int axis = 0; axis < 3; axis++) {
        double away = scene.bodyM(body, axis) - scene.seenToolM(axis);
        sum += away * scene.toolRotation(axis, column);
      }
      into[at + column] = Magnifier.of(sum);
    }
  }

  /** Writes a body's x axis: its share from pad to pad, and along the pads. */
  void axisInto(int body, double[] into, int at) {
    for (int column = 0; column < AXIS_NUMBERS; column++) {
      double sum = 0;
      for (int axis = 0; axis < 3; axis++) {
        sum += scene.bodyRotation(body, axis, 0) * scene.toolRotation(axis, column + 1);
      }
      into[at + column] = sum;
    }
  }
}
