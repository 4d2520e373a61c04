package org.e2hil.hardware.so101;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.robot.Arms;

/**
 * Which arm, and how it is driven.
 *
 * @param port of its adapter, such as {@code /dev/ttyACM0}
 * @param id what it was called when it was calibrated
 * @param calibration a calibration file; LeRobot's own places are searched where empty
 * @param streamHz set-points a second, 50 to 100
 * @param limits of every motion
 * @param watchdogs when to hold and when to give up
 * @param park where it goes before it is left alone
 * @param restoreCalibration write the file's calibration into motors that hold another one, instead
 *     of refusing to move
 * @param dryRun connect, read and compute, but never write to a motor
 */
public record So101Settings(
    String port,
    String id,
    Optional<String> calibration,
    double streamHz,
    Limits limits,
    Watchdogs watchdogs,
    Park park,
    boolean restoreCalibration,
    boolean dryRun) {

  /** Checks the ranges. */
  public So101Settings {
    require(!port.isBlank(), "port must name a serial port, such as /dev/ttyACM0", port);
    require(!id.isBlank(), "id must name a calibrated arm", id);
    require(streamHz >= 50 && streamHz <= 100, "streamHz must lie in [50, 100]", streamHz);
  }

  /** The first adapter, an arm called {@code follower}, limits on. */
  public static So101Settings defaults() {
    return new So101Settings(
        "/dev/ttyACM0",
        "follower",
        Optional.empty(),
        100,
        Limits.DEFAULT,
        Watchdogs.DEFAULT,
        Park.DEFAULT,
        false,
        false);
  }

  /**
   * Limits that the streaming thread keeps, whatever it is asked for.
   *
   * @param maxSpeedRadPerS of a joint
   * @param maxAccelerationRadPerS2 of a joint
   * @param gripperPerS shares of the gripper's range a second
   */
  public record Limits(double maxSpeedRadPerS, double maxAccelerationRadPerS2, double gripperPerS) {

    /** Brisk enough for ten 10 mm steps a second, and from there to a stand in 0.1 s. */
    public static final Limits DEFAULT = new Limits(2, 20, 2);

    /** Checks the ranges. */
    public Limits {
      require(
          maxSpeedRadPerS > 0 && maxSpeedRadPerS <= 5,
          "maxSpeedRadPerS must lie in (0, 5]",
          maxSpeedRadPerS);
      require(
          maxAccelerationRadPerS2 >= 1 && maxAccelerationRadPerS2 <= 100,
          "maxAccelerationRadPerS2 must lie in [1, 100]",
          maxAccelerationRadPerS2);
      require(gripperPerS > 0 && gripperPerS <= 10, "gripperPerS must lie in (0, 10]", gripperPerS);
    }
  }

  /**
   * When silence becomes a reason to act.
   *
   * @param commandMs without a command: hold, until the next one
   * @param staleMs without news of a motor: hold, until there are some
   * @param faultMs without news of a motor: a fault, which stays until the arm is armed anew
   */
  public record Watchdogs(int commandMs, int staleMs, int faultMs) {

    /** Three missed commands at 10 Hz, ten missed replies at 100 Hz, half a second. */
    public static final Watchdogs DEFAULT = new Watchdogs(300, 100, 500);

    /** Checks the ranges. */
    public Watchdogs {
      require(commandMs >= 20 && commandMs <= 2000, "commandMs must lie in [20, 2000]", commandMs);
      require(staleMs >= 40 && staleMs <= 2000, "staleMs must lie in [40, 2000]", staleMs);
      require(
          faultMs >= staleMs && faultMs <= 10_000,
          "faultMs must be at least staleMs and at most 10000",
          faultMs);
    }
  }

  /**
   * Where an arm waits.
   *
   * @param poseRad {@code [joint]}, or empty to stay where it stands; a folded pose that needs no
   *     torque is the best one, but it depends on how the arm is mounted
   * @param speedRadPerS on the way there
   */
  public record Park(List<Double> poseRad, double speedRadPerS) {

    /** The home pose, where every episode begins, slowly. */
    public static final Park DEFAULT = new Park(Arms.so101().homeRad(), 0.5);

    /** Checks the number of joints and the speed. */
    public Park {
      poseRad = List.copyOf(poseRad);
      require(
          poseRad.isEmpty() || poseRad.size() == Motor.JOINTS.size(),
          "poseRad must be empty or have 5 angles",
          poseRad);
      require(
          speedRadPerS > 0 && speedRadPerS <= 2, "speedRadPerS must lie in (0, 2]", speedRadPerS);
    }
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
