package org.e2hil.hardware.a1x;

import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;

/** What an A1X has told at one moment of its joints and, last, its gripper. Immutable. */
@API(status = API.Status.EXPERIMENTAL)
public final class A1xReading {

  private final double[] positions;
  private final double[] velocities;
  private final double[] efforts;

  /**
   * Copies the arrays, each {@code [motor]}: six joints in rad, rad/s and N·m, then the gripper in
   * its own unit, which is that of the way it came (mm from ROS, rad of its motor from CAN).
   */
  public A1xReading(double[] positions, double[] velocities, double[] efforts) {
    this.positions = positions.clone();
    this.velocities = velocities.clone();
    this.efforts = efforts.clone();
  }

  /** Where a motor is. */
  public double position(int motor) {
    return positions[motor];
  }

  /** How fast it moves. */
  public double velocity(int motor) {
    return velocities[motor];
  }

  /** How hard it pushes. */
  public double effort(int motor) {
    return efforts[motor];
  }

  /** The same with the gripper elsewhere. */
  public A1xReading withGripper(double position) {
    double[] moved = positions.clone();
    moved[A1xFrames.JOINTS] = position;
    return new A1xReading(moved, velocities, efforts);
  }

  /** What is not a finite number, such as {@code the effort of arm_joint3}; the first of all. */
  Optional<String> notFinite() {
    for (int i = 0; i < positions.length; i++) {
      Optional<String> field =
          !Double.isFinite(positions[i])
              ? Optional.of("position")
              : !Double.isFinite(velocities[i])
                  ? Optional.of("velocity")
                  : !Double.isFinite(efforts[i]) ? Optional.of("effort") : Optional.empty();
      if (field.isPresent()) {
        return Optional.of("the " + field.get() + " of " + A1xStatus.name(i));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof A1xReading reading
        && Arrays.equals(reading.positions, positions)
        && Arrays.equals(reading.velocities, velocities)
        && Arrays.equals(reading.efforts, efforts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(positions) + 31 * Arrays.hashCode(efforts);
  }

  @Override
  public String toString() {
    return "positions " + Arrays.toString(positions);
  }
}
