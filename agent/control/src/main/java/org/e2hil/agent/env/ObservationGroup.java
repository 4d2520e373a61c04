package org.e2hil.agent.env;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A named part of an observation.
 *
 * @param name unique in its environment, such as {@code proprioception}, {@code objects} or {@code
 *     wrist}
 * @param kind numbers or a picture
 * @param shape {@code [n]} for numbers, {@code [rows, n]} for a set of things; {@code [height,
 *     width, 3]} for a picture
 * @param kinds 0, or for a set: how many of each row's first numbers tell its kind, one-hot. The
 *     order of the rows then means nothing, as with the list that a detector returns
 * @param privileged true for what only a simulator, or an extra perception system, can know
 */
@API(status = API.Status.MAINTAINED)
public record ObservationGroup(
    String name, Kind kind, List<Integer> shape, int kinds, boolean privileged) {

  /**
   * The name of where every robot knows its hand to be, 8 numbers: the tool point (x, y, z, m), how
   * the tool is turned (quaternion w, x, y, z) and how far the gripper is open (a share).
   */
  public static final String PROPRIOCEPTION = "proprioception";

  /**
   * The name of the positions of every robot's joints, rad. They say once more where the hand is,
   * so that a policy which sees them can tell the demonstrations apart in place of learning from
   * them; see docs/decisions/what-the-policy-sees.md.
   */
  public static final String JOINTS = "joints";

  /**
   * The name of how every robot moves and where it is headed. Both follow from the last actions, so
   * that a policy which sees them may learn to go on with what it did last, and to rest where it
   * rests; see docs/decisions/what-the-policy-sees.md.
   */
  public static final String MOTION = "motion";

  /** The names of the groups that every robot has. */
  public static final List<String> OF_EVERY_ROBOT = List.of(PROPRIOCEPTION, JOINTS, MOTION);

  /** The name of the poses and states of the task's objects. */
  public static final String OBJECTS = "objects";

  /** How a group is stored. */
  public enum Kind {
    /** 32-bit floats. */
    NUMBERS,
    /** Unsigned bytes, rows from the top, RGB. */
    PICTURE
  }

  /** Checks the shape and copies it. */
  public ObservationGroup {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(n -> n <= 0)) {
      throw new IllegalArgumentException(
          "the group '" + name + "' needs positive sizes, but has shape " + shape);
    }
    if (kinds < 0 || (kinds > 0 && (shape.size() != 2 || kinds >= shape.get(1)))) {
      throw new IllegalArgumentException(
          "the group '%s' of shape %s cannot begin each row with %d numbers for its kind"
              .formatted(name, shape, kinds));
    }
  }

  /** A group of {@code size} numbers. */
  public static ObservationGroup numbers(String name, int size, boolean privileged) {
    return new ObservationGroup(name, Kind.NUMBERS, List.of(size), 0, privileged);
  }

  /** A set of things in no order: each row tells its kind, one-hot, and then its numbers. */
  public static ObservationGroup set(
      String name, int rows, int kinds, int numbers, boolean privileged) {
    return new ObservationGroup(
        name, Kind.NUMBERS, List.of(rows, kinds + numbers), kinds, privileged);
  }

  /** A picture of RGB bytes. */
  public static ObservationGroup picture(String name, int height, int width) {
    return new ObservationGroup(name, Kind.PICTURE, List.of(height, width, 3), 0, false);
  }

  /** How many numbers or bytes it holds. */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}
