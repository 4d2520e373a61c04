package org.e2hil.hardware.feetech;

/** Signed numbers as these servos write them: a magnitude and, above it, one bit for the sign. */
final class SignMagnitude {

  private SignMagnitude() {}

  /**
   * The bits of a number.
   *
   * @throws IllegalArgumentException if its magnitude reaches the sign bit
   */
  static int encode(int value, int signBit) {
    int limit = (1 << signBit) - 1;
    if (value < -limit || value > limit) {
      throw new IllegalArgumentException(
          value
              + " does not fit a sign and "
              + signBit
              + " bits, which hold −"
              + limit
              + " to "
              + limit);
    }
    return value < 0 ? -value | 1 << signBit : value;
  }

  /** The number of some bits; those above the sign are left out. */
  static int decode(int bits, int signBit) {
    int magnitude = bits & ((1 << signBit) - 1);
    return (bits & 1 << signBit) != 0 ? -magnitude : magnitude;
  }
}
