package org.e2hil.hardware.so101;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.hardware.stream.Limits;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.StreamSettings;
import org.e2hil.hardware.stream.Watchdogs;

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
 * @param positionGain P of the servos' position loops: higher holds stiffer and may tremble;
 *     LeRobot uses 16, the factory 32
 * @param restoreCalibration write the file's calibration into motors that hold another one, instead
 *     of refusing to move
 * @param dryRun connect, read and compute, but never write to a motor
 */
@API(status = API.Status.EXPERIMENTAL)
public record So101Settings(
    String port,
    String id,
    Optional<String> calibration,
    double streamHz,
    Limits limits,
    Watchdogs watchdogs,
    Park park,
    int positionGain,
    boolean restoreCalibration,
    boolean dryRun) {

  /** Checks the ranges. */
  public So101Settings {
    require(!port.isBlank(), "port must name a serial port, such as /dev/ttyACM0", port);
    require(!id.isBlank(), "id must name a calibrated arm", id);
    require(streamHz >= 50 && streamHz <= 100, "streamHz must lie in [50, 100]", streamHz);
    require(
        park.poseRad().isEmpty() || park.poseRad().size() == Motor.JOINTS.size(),
        "park.poseRad must be empty or have 5 angles",
        park.poseRad());
    require(
        positionGain >= 1 && positionGain <= 254,
        "positionGain must lie in [1, 254]",
        positionGain);
  }

  /** The first adapter, an arm called {@code follower} that parks at its home, limits on. */
  public static So101Settings defaults() {
    return new So101Settings(
        "/dev/ttyACM0",
        "follower",
        Optional.empty(),
        100,
        Limits.DEFAULT,
        Watchdogs.DEFAULT,
        Park.at(Arms.so101().homeRad()),
        ConnectSequence.LEROBOTS_GAIN,
        false,
        false);
  }

  /** How it is streamed to. */
  StreamSettings stream() {
    return new StreamSettings(streamHz, limits, watchdogs, park, dryRun);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
