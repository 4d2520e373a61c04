package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;

/** How the motors of an A1X are, by its own account. Immutable. */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xStatus {

  /** A motor has lost touch with the rest of the arm. */
  public static final int DISCONNECTED = 2;

  /** A motor has not been told anything for a while, which is no fault of an idle arm. */
  public static final int RECEIVE_TIMEOUT = 16;

  private final int[] bits;

  /**
   * Copies the array.
   *
   * @param bits {@code [motor]}: the joints, then the gripper
   */
  public A1xStatus(int... bits) {
    this.bits = bits.clone();
  }

  /** The bits of one motor. */
  public int bits(int motor) {
    return bits[motor];
  }

  /** A sentence on the first motor that something is wrong with, if any. */
  public Optional<String> complaint() {
    for (int i = 0; i < bits.length; i++) {
      int wrong = bits[i] & ~RECEIVE_TIMEOUT;
      if (wrong != 0) {
        return Optional.of(complaint(name(i), wrong));
      }
    }
    return Optional.empty();
  }

  /** A sentence on a motor's bits. */
  static String complaint(String motor, int wrong) {
    String what =
        (wrong & DISCONNECTED) != 0
            ? "that it is disconnected"
            : String.format("an error that is not documented (bits %Xh)", wrong);
    return motor + " reports " + what + "; support the arm, check its cables and power-cycle it";
  }

  /** What a person calls a motor. */
  static String name(int motor) {
    return motor == A1xFrames.JOINTS ? "the gripper" : "arm_joint" + (motor + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof A1xStatus status && Arrays.equals(status.bits, bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return "status " + Arrays.toString(bits);
  }
}
