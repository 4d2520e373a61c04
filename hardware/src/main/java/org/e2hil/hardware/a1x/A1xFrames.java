package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.hardware.can.CanFrame;

/**
 * The A1X's CAN-FD frames: big-endian 16-bit numbers, clamped, scaled and cut off toward zero. The
 * maker does not publish them; they are those that its own software puts on the wire, as the arm's
 * users have documented.
 */
@API(status = API.Status.INTERNAL)
public final class A1xFrames {

  /** Joints of the arm. */
  public static final int JOINTS = 6;

  /** Joints and gripper. */
  public static final int MOTORS = JOINTS + 1;

  /** To the arm: where its joints shall go. */
  public static final int ARM_COMMAND = 0x050;

  /** To the arm: where its gripper shall go. */
  public static final int GRIPPER_COMMAND = 0x051;

  /** From the arm, 200 times a second: where all motors are. */
  public static final int FEEDBACK = 0x052;

  /** To the arm: a {@link FunctionCode}. */
  public static final int FUNCTION = 0x053;

  /** From the arm, once a second: how its motors are. */
  public static final int STATUS = 0x054;

  /** From the arm, once a second: its version and serial number. */
  public static final int VERSION = 0x055;

  static final int FEEDBACK_BYTES = 48;
  static final int STATUS_BYTES = 16;

  /** The farthest from zero that a motor can be sent. */
  static final double FARTHEST_RAD = 6.5;

  /** The most effort that a motor can be asked for. */
  static final double MOST_EFFORT_NM = 50;

  private static final byte[] FOOTER = HexFormat.of().parseHex("5C2E0024A827");
  private static final int BYTES_PER_MOTOR = 10;
  private static final double POSITION_SCALE = 4700;
  private static final double VELOCITY_SCALE = 750;
  private static final double EFFORT_SCALE = 600;

  private A1xFrames() {}

  /**
   * What one motor is asked for. Of these the arm has been seen to obey the position alone, but to
   * turn deaf where the gain {@code kp} is zero.
   *
   * @param positionRad clamped to ±6.5
   * @param velocityRadPerS clamped to ±40
   * @param kp clamped to 0…500
   * @param kd clamped to 0…200
   * @param effortNm clamped to ±50
   */
  public record Target(
      double positionRad, double velocityRadPerS, double kp, double kd, double effortNm) {

    /** Of all fields zero. */
    public static final Target ZERO = new Target(0, 0, 0, 0, 0);

    private void write(byte[] into, int at) {
      put(into, at, positionRad, -FARTHEST_RAD, FARTHEST_RAD, POSITION_SCALE);
      put(into, at + 2, velocityRadPerS, -40, 40, VELOCITY_SCALE);
      put(into, at + 4, kp, 0, 500, 60);
      put(into, at + 6, kd, 0, 200, 150);
      put(into, at + 8, effortNm, -MOST_EFFORT_NM, MOST_EFFORT_NM, EFFORT_SCALE);
    }
  }

  /**
   * The frame that moves the joints: 60 bytes, which go as 64.
   *
   * @param targets one a joint
   */
  public static CanFrame arm(Target... targets) {
    if (targets.length != JOINTS) {
      throw new IllegalArgumentException(
          "the A1X has 6 joints, but there are " + targets.length + " targets");
    }
    byte[] data = new byte[JOINTS * BYTES_PER_MOTOR];
    for (int i = 0; i < JOINTS; i++) {
      targets[i].write(data, i * BYTES_PER_MOTOR);
    }
    return new CanFrame(ARM_COMMAND, data);
  }

  /** The frame that moves the gripper: 10 bytes, which go as 12. */
  public static CanFrame gripper(Target target) {
    byte[] data = new byte[BYTES_PER_MOTOR];
    target.write(data, 0);
    return new CanFrame(GRIPPER_COMMAND, data);
  }

  /** The frame with a function code. */
  public static CanFrame function(FunctionCode function) {
    return new CanFrame(FUNCTION, (byte) function.code());
  }

  /** What the arm's feedback says, if this is a whole one. */
  public static Optional<A1xReading> feedback(CanFrame frame) {
    if (frame.id() != FEEDBACK
        || frame.size() != FEEDBACK_BYTES
        || !Arrays.equals(
            frame.data(),
            FEEDBACK_BYTES - FOOTER.length,
            FEEDBACK_BYTES,
            FOOTER,
            0,
            FOOTER.length)) {
      return Optional.empty();
    }
    double[] positions = new double[MOTORS];
    double[] velocities = new double[MOTORS];
    double[] efforts = new double[MOTORS];
    for (int i = 0; i < MOTORS; i++) {
      positions[i] = frame.int16(6 * i) / POSITION_SCALE;
      velocities[i] = frame.int16(6 * i + 2) / VELOCITY_SCALE;
      efforts[i] = frame.int16(6 * i + 4) / EFFORT_SCALE;
    }
    return Optional.of(new A1xReading(positions, velocities, efforts));
  }

  /** The frame of a reading, as the arm sends it. */
  public static CanFrame feedback(A1xReading reading) {
    byte[] data = new byte[FEEDBACK_BYTES];
    for (int i = 0; i < MOTORS; i++) {
      put(data, 6 * i, reading.position(i), POSITION_SCALE);
      put(data, 6 * i + 2, reading.velocity(i), VELOCITY_SCALE);
      put(data, 6 * i + 4, reading.effort(i), EFFORT_SCALE);
    }
    System.arraycopy(FOOTER, 0, data, FEEDBACK_BYTES - FOOTER.length, FOOTER.length);
    return new CanFrame(FEEDBACK, data);
  }

  /** What a motor is asked for by a frame that has come to the arm. */
  public static Target target(CanFrame command, int motor) {
    int at = motor * BYTES_PER_MOTOR;
    return new Target(
        command.int16(at) / POSITION_SCALE,
        command.int16(at + 2) / VELOCITY_SCALE,
        command.int16(at + 4) / 60.0,
        command.int16(at + 6) / 150.0,
        command.int16(at + 8) / EFFORT_SCALE);
  }

  /** The bits of {@link A1xStatus} of each motor, if this is a whole status. */
  public static Optional<A1xStatus> status(CanFrame frame) {
    if (frame.id() != STATUS || frame.size() != STATUS_BYTES) {
      return Optional.empty();
    }
    int[] bits = new int[MOTORS];
    for (int i = 0; i < MOTORS; i++) {
      bits[i] = frame.int16(2 * i) & 0xFFFF;
    }
    return Optional.of(new A1xStatus(bits));
  }

  /** The frame of a status, as the arm sends it. */
  public static CanFrame status(A1xStatus status) {
    byte[] data = new byte[STATUS_BYTES];
    for (int i = 0; i < MOTORS; i++) {
      data[2 * i] = (byte) (status.bits(i) >> 8);
      data[2 * i + 1] = (byte) status.bits(i);
    }
    return new CanFrame(STATUS, data);
  }

  private static void put(
      byte[] into, int at, double value, double low, double high, double scale) {
    put(into, at, Math.max(low, Math.min(high, value)), scale);
  }

  private static void put(byte[] into, int at, double value, double scale) {
    // a cast cuts off toward zero, as the maker's software does
    int raw = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value * scale));
    into[at] = (byte) (raw >> 8);
    into[at + 1] = (byte) raw;
  }
}
