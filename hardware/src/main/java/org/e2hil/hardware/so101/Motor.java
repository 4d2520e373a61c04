package org.e2hil.hardware.so101;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The six motors, from the base to the gripper, numbered from 1 as LeRobot does. */
@API(status = API.Status.EXPERIMENTAL)
public enum Motor {
  /** Turns the arm about the vertical. */
  SHOULDER_PAN(1),
  /** Raises the upper arm. */
  SHOULDER_LIFT(2),
  /** Bends the elbow. */
  ELBOW_FLEX(3),
  /** Bends the wrist. */
  WRIST_FLEX(4),
  /** Turns the gripper about its axis. */
  WRIST_ROLL(5),
  /** Opens and closes the jaw. */
  GRIPPER(6);

  /** Joints of the arm, in order: all motors but the gripper. */
  public static final List<Motor> JOINTS =
      Stream.of(values()).filter(motor -> motor != GRIPPER).toList();

  static final int COUNT = values().length;

  private final int id;

  Motor(int id) {
    this.id = id;
  }

  /** The number that it listens to. */
  public int id() {
    return id;
  }

  /** Its place in an array of all motors; for a joint, its place among the arm's joints. */
  public int index() {
    return id - 1;
  }

  /** Its name in calibration files, such as {@code elbow_flex}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Map<Integer, String> labelsById() {
    return Stream.of(values()).collect(Collectors.toMap(Motor::id, Motor::label));
  }

  static int[] ids() {
    return Stream.of(values()).mapToInt(Motor::id).toArray();
  }
}
