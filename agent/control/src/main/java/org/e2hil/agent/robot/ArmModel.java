package org.e2hil.agent.robot;

import java.util.List;
import org.apiguardian.api.API;

/**
 * An arm as data: what the kinematics, the safety limits, a scene and a driver must agree on.
 *
 * @param name of the arm, such as {@code a1x}
 * @param joints from the base to the tool; where one slides, all that is said in radians here and
 *     in commands and states is in metres
 * @param tool the tool point in the frame of the last link, its x axis the direction of approach,
 *     its y axis from pad to pad: the middle between two fingers that both move, or on the face of
 *     one that does not
 * @param homeRad a safe pose to begin from, {@code [joint]}, m for a joint that slides
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
            "the home of %s, %s %s, lies outside its limits"
                .formatted(joint.name(), home, joint.unit()));
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

  /** How a joint moves. */
  public enum Kind {
    /** It turns about its axis. */
    REVOLUTE,
    /** It slides along its axis. */
    PRISMATIC
  }

  /**
   * A joint.
   *
   * @param name as in the maker's description
   * @param kind turns or slides; one that slides has m, m/s and N where this says rad, rad/s and Nm
   * @param origin of the joint in its parent link's frame
   * @param axisX of the motion, in the joint's own frame
   * @param axisY of the motion
   * @param axisZ of the motion
   * @param lowerRad lower limit
   * @param upperRad upper limit
   * @param maxSpeedRadPerS the maker's limit
   * @param maxTorqueNm the maker's limit
   */
  public record Joint(
      String name,
      Kind kind,
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

    /** A joint that turns. */
    public Joint(
        String name,
        Frame origin,
        double axisX,
        double axisY,
        double axisZ,
        double lowerRad,
        double upperRad,
        double maxSpeedRadPerS,
        double maxTorqueNm) {
      this(
          name,
          Kind.REVOLUTE,
          origin,
          axisX,
          axisY,
          axisZ,
          lowerRad,
          upperRad,
          maxSpeedRadPerS,
          maxTorqueNm);
    }

    /** Whether it slides. */
    public boolean slides() {
      return kind == Kind.PRISMATIC;
    }

    /** What its position is measured in. */
    public String unit() {
      return slides() ? "m" : "rad";
    }

    /**
     * How far it moves where a joint that turns moves by one radian, for limits that are the same
     * for all joints of an arm: 1 rad, or 0.1 m.
     */
    public double perRad() {
      return slides() ? 0.1 : 1;
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
