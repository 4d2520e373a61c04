package org.e2hil.hardware.emulator;

import java.util.Arrays;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.StatusBit;

/** One servo's memory, and what its numbers mean for the shaft. */
final class EmulatedMotor {

  private static final int MEMORY_BYTES = 128;
  private static final int FIRST_VOLATILE_ADDRESS = 40;
  private static final int READ_ONLY_FROM = Register.PRESENT_POSITION.address();
  private static final int READ_ONLY_TO = Register.PRESENT_CURRENT.address() + 1;
  private static final int FIRST_WRITABLE_ADDRESS = Register.ID.address();

  /** 254 calls every servo, and 255 begins a frame. */
  private static final int LARGEST_ID = 253;

  private static final double TICKS_PER_RAD = 4096 / (2 * Math.PI);
  private static final int HALF_TURN_TICKS = 2048;
  private static final int TURN_TICKS = 4096;
  private static final int COUNTS_TURNS = 0x10;
  private static final int POSITION_MODE = 0;
  // per tick of error at a P gain of 16, in 0.1% of the stall torque
  private static final double LOAD_PER_TICK = 0.5;
  private static final int STALL_LOAD = 1000;
  private static final int LOAD_PER_PERCENT = 10;
  private static final double S_PER_PROTECTION_TIME = 0.01;

  private final byte[] memory = new byte[MEMORY_BYTES];
  private final byte[] persistent = new byte[FIRST_VOLATILE_ADDRESS];
  private final double encoderTicksAtZero;
  // whole turns that it does not count
  private int forgottenTicks;
  private double lowestRad = Double.NEGATIVE_INFINITY;
  private double highestRad = Double.POSITIVE_INFINITY;
  private double overloadedForS;
  private boolean overloaded;

  /** A servo as it leaves the factory, with a number. */
  EmulatedMotor(int id, double encoderTicksAtZero) {
    this.encoderTicksAtZero = encoderTicksAtZero;
    set(Register.FIRMWARE_MAJOR, 3);
    set(Register.FIRMWARE_MINOR, 10);
    set(Register.MODEL, Register.STS3215_MODEL);
    set(Register.ID, id);
    set(Register.RETURN_DELAY, 250);
    set(Register.RESPONSE_LEVEL, 1);
    set(Register.MAX_POSITION, 4095);
    set(Register.MAX_TEMPERATURE, 70);
    set(Register.MAX_VOLTAGE, 80);
    set(Register.MIN_VOLTAGE, 40);
    set(Register.MAX_TORQUE, 1000);
    set(Register.PHASE, 0x0C);
    set(Register.P_GAIN, 32);
    set(Register.D_GAIN, 32);
    set(Register.PROTECTION_CURRENT, 500);
    set(Register.PROTECTIVE_TORQUE, 20);
    set(Register.PROTECTION_TIME, 200);
    set(Register.OVERLOAD_TORQUE, 80);
    System.arraycopy(memory, 0, persistent, 0, persistent.length);
    powerCycle();
  }

  /** Loses what was not written to last. */
  void powerCycle() {
    Arrays.fill(memory, (byte) 0);
    System.arraycopy(persistent, 0, memory, 0, persistent.length);
    set(Register.TORQUE_LIMIT, get(Register.MAX_TORQUE));
    forgetOverload();
    set(Register.LOCK, 1);
    set(Register.PRESENT_VOLTAGE, 74);
    set(Register.PRESENT_TEMPERATURE, 30);
  }

  int id() {
    return memory[Register.ID.address()] & 0xFF;
  }

  int get(Register register) {
    return register.decode(memory, register.address());
  }

  void set(Register register, int value) {
    register.encode(value, memory, register.address());
  }

  byte[] read(int address, int length) {
    byte[] bytes = new byte[length];
    int within = Math.max(0, Math.min(length, memory.length - address));
    System.arraycopy(memory, Math.min(address, memory.length), bytes, 0, within);
    return bytes;
  }

  /** Writes what may be written; what lies below 40 lasts only while the lock is open. */
  void write(int address, byte[] from, int at, int length) {
    boolean lasting = get(Register.LOCK) == 0;
    boolean limp = get(Register.TORQUE_ENABLE) == 0;
    for (int i = 0; i < length; i++) {
      int to = address + i;
      boolean readOnly =
          to < FIRST_WRITABLE_ADDRESS
              || to >= memory.length
              || (to >= READ_ONLY_FROM && to < READ_ONLY_TO)
              || (to == Register.ID.address() && (from[at + i] & 0xFF) > LARGEST_ID);
      if (!readOnly) {
        memory[to] = from[at + i];
        if (to < FIRST_VOLATILE_ADDRESS && lasting) {
          persistent[to] = from[at + i];
        }
      }
    }
    if (limp && get(Register.TORQUE_ENABLE) != 0) {
      forgetOverload();
    }
  }

  private void forgetOverload() {
    overloaded = false;
    overloadedForS = 0;
    set(Register.STATUS, 0);
  }

  /** True while it holds a position: it has torque, may use some, and is in that mode. */
  boolean holdsPosition() {
    return get(Register.TORQUE_ENABLE) != 0
        && mostLoad() > 0
        && get(Register.MODE) == POSITION_MODE;
  }

  /** What it may push with, of which an overload leaves little. */
  private int mostLoad() {
    int most = Math.min(STALL_LOAD, get(Register.TORQUE_LIMIT));
    return overloaded ? Math.min(most, LOAD_PER_PERCENT * get(Register.PROTECTIVE_TORQUE)) : most;
  }

  /** What it complains of in every reply. */
  int status() {
    return get(Register.STATUS);
  }

  /** Puts something in the shaft's way, or takes it away with infinities. */
  void obstruct(double lowRad, double highRad) {
    lowestRad = lowRad;
    highestRad = highRad;
  }

  /** How far it comes toward its goal, rad. */
  double reachableGoalRad() {
    return Math.max(lowestRad, Math.min(highestRad, goalRad()));
  }

  /**
   * Lets it push for a while. One that has pushed with its overload torque for the protection time
   * gives up, and complains until it gets torque again.
   */
  void push(double positionRad, double seconds) {
    boolean tooHard =
        Math.abs(load(positionRad)) >= LOAD_PER_PERCENT * get(Register.OVERLOAD_TORQUE);
    overloadedForS = tooHard ? overloadedForS + seconds : 0;
    if (tooHard && overloadedForS >= get(Register.PROTECTION_TIME) * S_PER_PROTECTION_TIME) {
      overloaded = true;
      set(Register.STATUS, StatusBit.OVERLOAD.mask());
    }
  }

  /** In 0.1% of the stall torque. */
  private int load(double positionRad) {
    double errorTicks = (goalRad() - positionRad) * TICKS_PER_RAD;
    double load = holdsPosition() ? errorTicks * LOAD_PER_TICK * get(Register.P_GAIN) / 16 : 0;
    return (int) Math.round(Math.max(-mostLoad(), Math.min(mostLoad(), load)));
  }

  /** The goal, kept within its limits as the servo keeps it, rad. */
  double goalRad() {
    int goal =
        Math.max(
            get(Register.MIN_POSITION),
            Math.min(get(Register.MAX_POSITION), get(Register.GOAL_POSITION)));
    int encoder = goal + forgottenTicks + get(Register.HOMING_OFFSET);
    return (encoder - encoderTicksAtZero) / TICKS_PER_RAD;
  }

  /** Tells the memory where the shaft is. */
  void sense(double positionRad, double velocityRadPerS) {
    double encoder = encoderTicksAtZero + positionRad * TICKS_PER_RAD;
    int position = (int) Math.round(encoder) - get(Register.HOMING_OFFSET);
    boolean countsTurns = (get(Register.PHASE) & COUNTS_TURNS) != 0;
    forgottenTicks = countsTurns ? 0 : position - Math.floorMod(position, TURN_TICKS);
    set(Register.PRESENT_POSITION, position - forgottenTicks);
    int speed = (int) Math.round(velocityRadPerS * TICKS_PER_RAD);
    set(Register.PRESENT_VELOCITY, Math.max(-32767, Math.min(32767, speed)));
    set(Register.MOVING, Math.abs(speed) > HALF_TURN_TICKS / 100 ? 1 : 0);
    set(Register.PRESENT_LOAD, load(positionRad));
  }
}
