package org.e2hil.agent.env;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * A relative motion of the end effector in the robot's base frame: Δx Δy Δz, Δroll Δpitch Δyaw and
 * the gripper's opening speed, each in [−1, 1] where 1 is one {@link ActionScale} step. Positive
 * gripper opens. An action may hold any numbers, even NaN: it is the safety gate that makes it
 * safe. Immutable.
 */
@API(status = API.Status.MAINTAINED)
public final class Action {

  /** Δx Δy Δz Δroll Δpitch Δyaw gripper. */
  public static final int SIZE = 7;

  /** The dimensions that a continuous policy moves; the gripper is the one after them. */
  public static final int CONTINUOUS = 6;

  /** Where the gripper's number stands. */
  public static final int GRIPPER = 6;

  private static final Action HOLD = new Action(new double[SIZE]);

  private final double[] values;

  private Action(double[] values) {
    this.values = values;
  }

  /** An action of seven numbers, copied. */
  public static Action of(double... values) {
    if (values.length != SIZE) {
      throw new IllegalArgumentException(
          "an action has " + SIZE + " numbers, but " + values.length + " were given");
    }
    return new Action(values.clone());
  }

  /** No motion at all. */
  public static Action hold() {
    return HOLD;
  }

  /**
   * An action from a policy's answer.
   *
   * @param continuous six numbers in [−1, 1]
   * @param gripper 0 close, 1 stay, 2 open
   */
  public static Action of(float[] continuous, int gripper) {
    double[] values = new double[SIZE];
    for (int i = 0; i < CONTINUOUS; i++) {
      values[i] = continuous[i];
    }
    values[GRIPPER] = gripper - 1;
    return new Action(values);
  }

  /** One of the seven numbers. */
  public double value(int index) {
    return values[index];
  }

  /** The gripper's number: negative closes, positive opens. */
  public double gripper() {
    return values[GRIPPER];
  }

  /** The nearest of the three discrete gripper actions: 0 close, 1 stay, 2 open. */
  public int gripperClass() {
    double gripper = values[GRIPPER];
    return gripper < -0.5 ? 0 : gripper > 0.5 ? 2 : 1;
  }

  /** The same motion with another gripper number. */
  public Action withGripper(double gripper) {
    double[] copy = values.clone();
    copy[GRIPPER] = gripper;
    return new Action(copy);
  }

  /** A copy of the seven numbers. */
  public double[] toArray() {
    return values.clone();
  }

  /** Writes the six continuous numbers as floats. */
  public void continuousInto(float[] target, int offset) {
    for (int i = 0; i < CONTINUOUS; i++) {
      target[offset + i] = (float) values[i];
    }
  }

  /** True if every number is finite. */
  public boolean isFinite() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** The same action with every number clipped to [−1, 1]; NaN stays NaN. */
  public Action clipped() {
    double[] copy = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      copy[i] = Math.max(-1, Math.min(1, values[i]));
    }
    return new Action(copy);
  }

  /** The largest difference of the six continuous numbers of two actions. */
  public double distance(Action other) {
    double largest = 0;
    for (int i = 0; i < CONTINUOUS; i++) {
      largest = Math.max(largest, Math.abs(values[i] - other.values[i]));
    }
    return largest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Action action && Arrays.equals(values, action.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Action" + Arrays.toString(values);
  }
}
