package org.e2hil.hardware.a1x;

import java.net.URI;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.JointCommand;
import org.e2hil.agent.robot.RearmableRobot;
import org.e2hil.agent.robot.RobotState;
import org.e2hil.hardware.can.SlcanBus;
import org.e2hil.hardware.can.SocketCanBus;
import org.e2hil.hardware.link.SerialLink;
import org.e2hil.hardware.rosbridge.WebSocketLink;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Feedback;
import org.e2hil.hardware.stream.Lateness;
import org.e2hil.hardware.stream.Pace;
import org.e2hil.hardware.stream.StreamCounts;
import org.e2hil.hardware.stream.StreamedArm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Galaxea A1X: a {@link StreamedArm} that is sent joint targets alone and is given torque only
 * while it is being sent to where it stands. It has no brakes.
 *
 * <p>{@link #emergencyStop} may be called from any thread, the rest from one.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class A1x implements RearmableRobot {

  private static final Logger LOG = LoggerFactory.getLogger(A1x.class);

  // USB adapters have no baud rate, but the port wants one
  private static final int BAUD = 1_000_000;
  private static final long HEAR_LIMIT_NANOS = 4_000_000_000L;
  private static final long HEAR_AGAIN_NANOS = 10_000_000;

  private final StreamedArm arm;

  private A1x(StreamedArm arm) {
    this.arm = arm;
  }

  /**
   * Connects to the arm over the route of its settings. It holds where it stands from then on, or
   * stays as it is in a dry run.
   *
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static A1x connect(A1xSettings settings, Confirmation release) {
    Pace pace = Pace.system();
    return connect(settings, open(settings, pace), pace, release);
  }

  /**
   * Looks for what the way to the arm begins with on this machine. What answers behind rosbridge
   * shows only when it is asked.
   *
   * @throws EnvironmentFaultException if it is not there
   */
  static void requirePresent(A1xSettings settings) {
    if (settings.route() instanceof A1xSettings.Can can) {
      SocketCanBus.requirePresent(can.device());
    } else if (settings.route() instanceof A1xSettings.Slcan slcan) {
      SerialLink.requirePresent(slcan.port());
    }
  }

  /**
   * The way to the arm alone, to listen only. Nothing is sent that moves it.
   *
   * @throws EnvironmentFaultException if it cannot be opened, saying what to mend
   */
  public static A1xLink open(A1xSettings settings, Pace pace) {
    A1xSettings.Route route = settings.route();
    if (route instanceof A1xSettings.Can can) {
      return new CanA1xLink(SocketCanBus.open(can.device()), can.enable());
    } else if (route instanceof A1xSettings.Slcan slcan) {
      return new CanA1xLink(
          SlcanBus.open(SerialLink.open(slcan.port(), BAUD, pace), pace), slcan.enable());
    }
    A1xSettings.Rosbridge rosbridge = (A1xSettings.Rosbridge) route;
    return new RosbridgeA1xLink(
        WebSocketLink.open(URI.create(rosbridge.uri())),
        pace,
        rosbridge,
        settings.gripperOnRoute());
  }

  /**
   * Connects to the arm at the other end of a link, which belongs to the result.
   *
   * @param pace by the link's own clock
   * @param release asked before the arm goes limp at the end
   * @throws EnvironmentFaultException if anything is amiss, saying what to mend
   */
  public static A1x connect(A1xSettings settings, A1xLink link, Pace pace, Confirmation release) {
    try {
      A1xMotors motors = new A1xMotors(link, Arms.a1x(), settings.gripperOnRoute(), pace);
      inspect(motors, link, pace);
      StreamedArm streamed =
          new StreamedArm(settings.stream(), Arms.a1x(), motors, link, pace, release);
      streamed.start();
      LOG.info(
          "Connected to {}{}", link.name(), settings.dryRun() ? ", dry run: it only reads" : "");
      return new A1x(streamed);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /**
   * The arm is there, is well and is alive: as many readings as a frozen one needs to be found out.
   */
  private static void inspect(A1xMotors motors, A1xLink link, Pace pace) {
    Feedback heard = Feedback.none(A1xFrames.JOINTS, pace.nanoTime());
    long limit = pace.nanoTime() + HEAR_LIMIT_NANOS;
    while (motors.readings() <= A1xMotors.FROZEN_READINGS) {
      heard = motors.measure(heard);
      motors
          .complaint()
          .ifPresent(
              complaint -> {
                throw complaint;
              });
      if (pace.nanoTime() - limit > 0) {
        throw new EnvironmentFaultException(
            link.counts().damaged() + motors.counts().damaged() > 0
                ? "what comes over "
                    + link.name()
                    + " makes no sense as an A1X's feedback; check that this is the right arm and"
                    + " its cable"
                : link.whenSilent());
      }
      try {
        pace.sleepUntil(pace.nanoTime() + HEAR_AGAIN_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EnvironmentFaultException("the program was asked to stop while connecting", e);
      }
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

  /** How late the stream's cycles began. Any thread. */
  public Lateness lateness() {
    return arm.lateness();
  }

  /** Holds, parks, lets the arm go limp if somebody confirms it, and lets go of the link. */
  @Override
  public void close() {
    arm.close();
  }
}
