package org.e2hil.agent.robot;

import java.util.List;
import org.apiguardian.api.API;

/**
 * An arm as data: what the kinematics, the safety limits, a scene and a driver must agree on.
 *
 * @param name of the arm, such as {@code a1x}
 * @param joints from the base to the tool, revolute
 * @param tool the tool point in the frame of the last link, its x axis the direction of approach,
 *     its y axis from pad to pad: the middle between two fingers that both move, or on the face of
 *     one that does not
 * @param homeRad a safe pose to begin from, {@code [joint]}
 * @param gripper the gripper
 */
@API(status = API.Status.MAINTAINED)
public record ArmModel(
    String name, List<Joint> joints, Frame tool, List<Double> homeRad, Gripper gripper) {

  /** Checks that every joint has a home within its limits. */
  public ArmModel {
    joints = List.copyOf(joints);
    homeRad = List.copyOf(homeRad);
    if (joints.size() != homeRad.size()) {
      throw new IllegalArgumentException(
          "the arm " + name + " has " + joints.size() + " joints but " + homeRad.size() + " homes");
    }
    for (int i = 0; i < joints.size(); i++) {
      Joint joint = joints.get(i);
      double home = homeRad.get(i);
      if (home < joint.lowerRad() || home > joint.upperRad()) {
        throw new IllegalArgumentException(
            "the home of " + joint.name() + ", " + home + " rad, lies outside its limits");
      }
    }
  }

  /**
   * A fixed offset: first moved, then turned about the fixed axes x, y, z (URDF order).
   *
   * @param xM metres
   * @param yM metres
   * @param zM metres
   * @param rollRad about x
   * @param pitchRad about y
   * @param yawRad about z
   */
  public record Frame(
      double xM, double yM, double zM, double rollRad, double pitchRad, double yawRad) {

    /** An offset without a turn. */
    public static Frame translation(double xM, double yM, double zM) {
      return new Frame(xM, yM, zM, 0, 0, 0);
    }
  }

  /**
   * A revolute joint.
   *
   * @param name as in the maker's description
   * @param origin of the joint in its parent link's frame
   * @param axisX of the rotation, in the joint's own frame
   * @param axisY of the rotation
   * @param axisZ of the rotation
   * @param lowerRad lower limit
   * @param upperRad upper limit
   * @param maxSpeedRadPerS the maker's limit
   * @param maxTorqueNm the maker's limit
   */
  public record Joint(
      String name,
      Frame origin,
      double axisX,
      double axisY,
      double axisZ,
      double lowerRad,
      double upperRad,
      double maxSpeedRadPerS,
      double maxTorqueNm) {

    /** Checks the axis and the limits. */
    public Joint {
      double length = Math.sqrt(axisX * axisX + axisY * axisY + axisZ * axisZ);
      if (Math.abs(length - 1) > 1e-9) {
        throw new IllegalArgumentException("the axis of " + name + " must have length 1");
      }
      if (!(lowerRad < upperRad)) {
        throw new IllegalArgumentException(
            "the lower limit of " + name + " must lie below its upper limit");
      }
    }
  }

  /**
   * A gripper, commanded by its opening from 0 to 1.
   *
   * @param closed the driver's own number when closed
   * @param open the driver's own number when open
   * @param unit of those two: metres between the fingers, or radians of a jaw
   */
  public record Gripper(double closed, double open, String unit) {}
}
