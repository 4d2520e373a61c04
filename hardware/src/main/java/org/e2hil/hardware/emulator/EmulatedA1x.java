package org.e2hil.hardware.emulator;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.a1x.A1xLink;
import org.e2hil.hardware.a1x.A1xSettings;
import org.e2hil.hardware.a1x.CanA1xLink;
import org.e2hil.hardware.a1x.RosbridgeA1xLink;
import org.e2hil.hardware.can.SlcanBus;
import org.e2hil.hardware.link.ByteLink;

/** A Galaxea A1X on a table, its power just switched on, and every way to reach it. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatedA1x {

  private final A1xEmulator emulator;
  private final RosbridgeEmulator rosbridge;

  private EmulatedA1x(A1xEmulator emulator) {
    this.emulator = emulator;
    rosbridge = new RosbridgeEmulator(emulator);
  }

  /** With first-order joints, standing at home with a half open gripper. */
  public static EmulatedA1x atHome(RandomGenerator random) {
    return of(FirstOrderBody.atHome(Arms.a1x()), random);
  }

  /**
   * With a body of one's own.
   *
   * @param body six joints in rad, then the gripper's opening in m, 0 to 0.1
   * @param random decides which frames a fault hits
   */
  public static EmulatedA1x of(EmulatedBody body, RandomGenerator random) {
    return new EmulatedA1x(new A1xEmulator(body, new A1xFaults(random)));
  }

  /** A way to it over a CAN-FD bus in memory, without a thread, in whatever time passes. */
  public A1xLink onCan(Clock clock) {
    return new CanA1xLink(new EmulatedCanBus(emulator, clock), true);
  }

  /** A way to it over an SLCAN adapter in memory, without a thread, in whatever time passes. */
  public A1xLink onSlcan(Clock clock) {
    EmulatedLink cable = new EmulatedLink(new SlcanEmulator(emulator), clock);
    return new CanA1xLink(SlcanBus.open(cable, clock), true);
  }

  /** A way to it through a rosbridge in memory, without a thread, in whatever time passes. */
  public A1xLink onRosbridge(Clock clock) {
    return onRosbridge(clock, A1xSettings.Rosbridge.DEFAULT);
  }

  /** The same, by the names of a route. */
  public A1xLink onRosbridge(Clock clock, A1xSettings.Rosbridge route) {
    return new RosbridgeA1xLink(
        new EmulatedMessageLink(rosbridge, clock), clock, route, route.usualGripper());
  }

  /** Lets it be reached over an SLCAN adapter at the device's end of a link, which it owns. */
  public EmulatorThread serveSlcan(ByteLink device, Clock clock) {
    return EmulatorThread.start(new SlcanEmulator(emulator), device, clock);
  }

  /**
   * Lets it be reached through a rosbridge on this machine.
   *
   * @param port 0 for any that is free
   */
  public RosbridgeServer serveRosbridge(int port, Clock clock) {
    return RosbridgeServer.start(rosbridge, port, clock);
  }

  /** The arm itself. */
  public A1xEmulator emulator() {
    return emulator;
  }

  /** What goes wrong with it. */
  public A1xFaults faults() {
    return emulator.faults();
  }
}
