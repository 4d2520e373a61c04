package org.e2hil.hardware.feetech;

import org.apiguardian.api.API;

/**
 * The memory of an STS3215 that this project uses: bytes below 40 keep their value without power,
 * as long as {@link #LOCK} is open while they are written. Two bytes are little-endian.
 */
@API(status = API.Status.EXPERIMENTAL)
public enum Register {
  /** Firmware's first number. */
  FIRMWARE_MAJOR(0, 1),
  /** Firmware's second number. */
  FIRMWARE_MINOR(1, 1),
  /** {@value #STS3215_MODEL} is an STS3215. */
  MODEL(3, 2),
  /** The number that it listens to. */
  ID(5, 1),
  /** 0 is 1 Mbit/s. */
  BAUD_RATE(6, 1),
  /** Wait before a reply, in 2 µs. */
  RETURN_DELAY(7, 1),
  /** 0: it answers to ping and read alone; 1: to all. */
  RESPONSE_LEVEL(8, 1),
  /** Lowest goal that it accepts, ticks. */
  MIN_POSITION(9, 2),
  /** Highest goal that it accepts, ticks. */
  MAX_POSITION(11, 2),
  /** °C. */
  MAX_TEMPERATURE(13, 1),
  /** 0.1 V. */
  MAX_VOLTAGE(14, 1),
  /** 0.1 V. */
  MIN_VOLTAGE(15, 1),
  /** In 0.1% of the stall torque; copied to {@link #TORQUE_LIMIT} at power-up. */
  MAX_TORQUE(16, 2),
  /** Bits of the maker's; with 10h, positions count turns instead of staying within one. */
  PHASE(18, 1),
  /** Proportional gain of the position loop. */
  P_GAIN(21, 1),
  /** Derivative gain of the position loop. */
  D_GAIN(22, 1),
  /** Integral gain of the position loop. */
  I_GAIN(23, 1),
  /** In 6.5 mA. */
  PROTECTION_CURRENT(28, 2),
  /** Present position is encoder position less this, ticks. */
  HOMING_OFFSET(31, 2, 11),
  /** 0 position, 1 velocity, 2 PWM, 3 step. */
  MODE(33, 1),
  /** Torque that remains after an overload, %. */
  PROTECTIVE_TORQUE(34, 1),
  /** How long an overload may last, in 10 ms. */
  PROTECTION_TIME(35, 1),
  /** What counts as an overload, % of the stall torque. */
  OVERLOAD_TORQUE(36, 1),
  /** 1 holds, 0 is limp. */
  TORQUE_ENABLE(40, 1),
  /** In 100 ticks/s²; 0 is as fast as it can. */
  ACCELERATION(41, 1),
  /** Ticks. */
  GOAL_POSITION(42, 2, 15),
  /** In ms, 0 is as fast as it can. */
  GOAL_TIME(44, 2, 15),
  /** Ticks/s, 0 is as fast as it can. */
  GOAL_VELOCITY(46, 2, 15),
  /** In 0.1% of the stall torque. */
  TORQUE_LIMIT(48, 2),
  /** 0: what is written below 40 survives a loss of power; 1: it does not. */
  LOCK(55, 1),
  /** Ticks. */
  PRESENT_POSITION(56, 2, 15),
  /** Ticks/s. */
  PRESENT_VELOCITY(58, 2, 15),
  /** In 0.1% of the stall torque. */
  PRESENT_LOAD(60, 2, 10),
  /** 0.1 V. */
  PRESENT_VOLTAGE(62, 1),
  /** °C. */
  PRESENT_TEMPERATURE(63, 1),
  /** {@link StatusBit}s. */
  STATUS(65, 1),
  /** 1 while on the way to its goal. */
  MOVING(66, 1),
  /** In 6.5 mA. */
  PRESENT_CURRENT(69, 2, 15),
  /** In 100 ticks/s². */
  MAX_ACCELERATION(85, 1);

  /** What {@link #MODEL} holds in an STS3215. */
  public static final int STS3215_MODEL = 777;

  private static final int FIRST_VOLATILE_ADDRESS = 40;
  private static final int UNSIGNED = -1;

  private final int address;
  private final int width;
  private final int signBit;

  Register(int address, int width) {
    this(address, width, UNSIGNED);
  }

  Register(int address, int width, int signBit) {
    this.address = address;
    this.width = width;
    this.signBit = signBit;
  }

  /** Of its first byte. */
  public int address() {
    return address;
  }

  /** Bytes, 1 or 2. */
  public int width() {
    return width;
  }

  /** True if it is meant to keep its value without power. */
  public boolean isPersistent() {
    return address < FIRST_VOLATILE_ADDRESS;
  }

  /**
   * Writes a value as the servo stores it.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public void encode(int value, byte[] into, int at) {
    int bits = signBit == UNSIGNED ? value : SignMagnitude.encode(value, signBit);
    if (bits < 0 || bits >= 1 << (8 * width)) {
      throw new IllegalArgumentException(
          value + " does not fit the " + width + " byte(s) of the register " + this);
    }
    into[at] = (byte) bits;
    if (width == 2) {
      into[at + 1] = (byte) (bits >> 8);
    }
  }

  /** Reads a value as the servo stores it. */
  public int decode(byte[] from, int at) {
    int bits = from[at] & 0xFF;
    if (width == 2) {
      bits |= (from[at + 1] & 0xFF) << 8;
    }
    return signBit == UNSIGNED ? bits : SignMagnitude.decode(bits, signBit);
  }
}
