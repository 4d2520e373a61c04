package org.e2hil.hardware.a1x;

import java.util.Arrays;

/** What an A1X has told at one moment of its joints and, last, its gripper. Immutable. */
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

  /** True for numbers that are all finite. */
  boolean isFinite() {
    double sum = 0;
    for (int i = 0; i < positions.length; i++) {
      sum += positions[i] + velocities[i] + efforts[i];
    }
    return Double.isFinite(sum);
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
