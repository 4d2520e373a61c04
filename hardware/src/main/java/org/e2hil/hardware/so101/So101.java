package org.e2hil.hardware.so101;

import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.stream.StreamCounts;
import org.e2hil.hardware.stream.StreamedArm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A LeRobot SO-101 or SO-100: a {@link StreamedArm} of Feetech servos.
 *
 * <p>{@link #emergencyStop} may be called from any thread, the rest from one.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class So101 implements RearmableRobot {

  private static final Logger LOG = LoggerFactory.getLogger(So101.class);

  static final int BAUD = 1_000_000;

  private final StreamedArm arm;

  private So101(StreamedArm arm) {
    this.arm = arm;
  }

  /**
   * Connects to the arm at a serial port. It holds where it stands from then on, or stays as it is
   * in a dry run.
   *
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101 connect(So101Settings settings, Confirmation release) {
    Calibration calibration = CalibrationFiles.read(calibrationFile(settings));
    Pace pace = Pace.system();
    ByteLink link = SerialLink.open(settings.port(), BAUD, pace);
    return connect(settings, calibration, link, pace, release);
  }

  /**
   * Looks for the arm's calibration and its serial port without opening the port.
   *
   * @throws EnvironmentFaultException if one of them is missing or would be refused
   */
  static void requirePresent(So101Settings settings) {
    Calibration calibration = CalibrationFiles.read(calibrationFile(settings));
    CalibrationCheck.requirePossible(calibration);
    CalibratedArm.of(calibration, settings.park());
    SerialLink.requirePresent(settings.port());
  }

  /** Where the arm's calibration lies. */
  static Path calibrationFile(So101Settings settings) {
    return settings
        .calibration()
        .map(UserFiles::path)
        .orElseGet(
            () -> CalibrationFiles.ofUser().find(CalibrationFiles.Role.FOLLOWER, settings.id()));
  }

  /**
   * Connects to the arm at the other end of a link, which belongs to the result.
   *
   * @param pace by the link's own clock
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static So101 connect(
      So101Settings settings,
      Calibration calibration,
      ByteLink link,
      Pace pace,
      Confirmation release) {
    try {
      CalibrationCheck.requirePossible(calibration);
      CalibrationCheck.doubts(calibration).forEach(LOG::warn);
      ArmModel arm = CalibratedArm.of(calibration, settings.park());
      FeetechBus bus = new FeetechBus(link, pace, Motor.labelsById(), BusSettings.DEFAULT);
      ConnectSequence.inspect(bus);
      ConnectSequence sequence = new ConnectSequence(bus, calibration, settings.positionGain());
      sequence.calibrate(settings.restoreCalibration(), !settings.dryRun());
      if (!settings.dryRun()) {
        sequence.forgetTurns();
      }
      sequence.checkPositions();
      if (!settings.dryRun()) {
        sequence.takeUpAll();
      }
      Servos servos = new Servos(bus, calibration, sequence, pace);
      StreamedArm streamed = new StreamedArm(settings.stream(), arm, servos, link, pace, release);
      streamed.start();
      LOG.info(
          "Connected to {}{}", link.name(), settings.dryRun() ? ", dry run: it only reads" : "");
      return new So101(streamed);
    } catch (RuntimeException e) {
      // motors that already hold go on holding
      link.close();
      throw e;
    }
  }

  @Override
  public ArmModel arm() {
    return arm.arm();
  }

  @Override
  public RobotState state() {
    return arm.state();
  }

  @Override
  public void command(JointCommand command) {
    arm.command(command);
  }

  @Override
  public void awaitTick() {
    arm.awaitTick();
  }

  @Override
  public void emergencyStop(String reason) {
    arm.emergencyStop(reason);
  }

  @Override
  public Optional<String> stopped() {
    return arm.stopped();
  }

  @Override
  public void rearm() {
    arm.rearm();
  }

  /** Where the motors are asked to be, or would be in a dry run. Any thread. */
  public JointCommand setpoint() {
    return arm.setpoint();
  }

  /** What has happened so far. Any thread. */
  public StreamCounts counts() {
    return arm.counts();
  }

  /** Holds, parks, lets the arm go limp if somebody confirms it, and lets go of the link. */
  @Override
  public void close() {
    arm.close();
  }
}
