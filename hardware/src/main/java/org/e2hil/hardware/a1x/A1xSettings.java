package org.e2hil.hardware.a1x;

import java.net.URI;
import java.net.URISyntaxException;
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
 * @param route the way to it
 * @param streamHz set-points a second, 100 to 200
 * @param limits of every motion
 * @param watchdogs when to hold and when to give up
 * @param park where it goes before it is left alone
 * @param gripper its calibration; empty for what is usual on the route
 * @param dryRun connect, read and compute, but never command
 */
@API(status = API.Status.EXPERIMENTAL)
public record A1xSettings(
    Route route,
    double streamHz,
    Limits limits,
    Watchdogs watchdogs,
    Park park,
    Optional<Gripper> gripper,
    boolean dryRun) {

  /** Half of what the maker's own tracker is capable of, so that it stays close behind. */
  private static final Limits USUAL_LIMITS = new Limits(1.5, 8, 2);

  /** Checks the ranges. */
  public A1xSettings {
    require(streamHz >= 100 && streamHz <= 200, "streamHz must lie in [100, 200]", streamHz);
    require(
        park.poseRad().isEmpty() || park.poseRad().size() == A1xFrames.JOINTS,
        "park.poseRad must be empty or have 6 angles",
        park.poseRad());
    for (int i = 0; i < park.poseRad().size(); i++) {
      var joint = Arms.a1x().joints().get(i);
      double angleRad = park.poseRad().get(i);
      require(
          angleRad >= joint.lowerRad() && angleRad <= joint.upperRad(),
          "park.poseRad must lie within the limits of " + joint.name(),
          angleRad);
    }
    double farthest = route.farthestGripper();
    gripper.ifPresent(
        numbers ->
            require(
                Math.abs(numbers.closedAt()) <= farthest && Math.abs(numbers.openAt()) <= farthest,
                "gripper.closedAt and gripper.openAt must lie in [-%s, %s] %s"
                    .formatted(farthest, farthest, route.gripperUnit()),
                numbers.closedAt() + " and " + numbers.openAt()));
  }

  /** Through rosbridge on this machine, parking at home, limits on. */
  public static A1xSettings defaults() {
    return over(Rosbridge.DEFAULT);
  }

  /** The same over another route. */
  public static A1xSettings over(Route route) {
    return new A1xSettings(
        route,
        100,
        USUAL_LIMITS,
        Watchdogs.DEFAULT,
        Park.at(Arms.a1x().homeRad()),
        Optional.empty(),
        false);
  }

  /** How it is streamed to. */
  StreamSettings stream() {
    return new StreamSettings(streamHz, limits, watchdogs, park, dryRun);
  }

  /** The gripper's calibration on this route. */
  Gripper gripperOnRoute() {
    return gripper.orElse(route.usualGripper());
  }

  /** A way to the arm. */
  public sealed interface Route permits Rosbridge, Can, Slcan {

    /** What its gripper's numbers mean where nobody has calibrated it. */
    Gripper usualGripper();

    /** What its gripper's numbers count. */
    default String gripperUnit() {
      return "rad of its motor, as over CAN";
    }

    /** The farthest from zero that its gripper can be sent: what fits into a frame. */
    default double farthestGripper() {
      return A1xFrames.FARTHEST_RAD;
    }
  }

  /**
   * Through the maker's ROS nodes and rosbridge.
   *
   * @param uri of rosbridge's WebSocket
   * @param functionService of HDAS: {@code /function_frame_arm} on ROS 2, {@code
   *     /arm_node/function_frame_arm} on ROS 1
   */
  public record Rosbridge(String uri, String functionService) implements Route {

    /** On this machine, ROS 2. */
    public static final Rosbridge DEFAULT =
        new Rosbridge("ws://localhost:9090", "/function_frame_arm");

    /** Checks the address. */
    public Rosbridge {
      require(isWebSocket(uri), "uri must look like ws://localhost:9090", uri);
      require(
          functionService.startsWith("/"), "functionService must begin with /", functionService);
    }

    private static boolean isWebSocket(String uri) {
      try {
        URI parsed = new URI(uri);
        return parsed.getHost() != null
            && ("ws".equals(parsed.getScheme()) || "wss".equals(parsed.getScheme()));
      } catch (URISyntaxException e) {
        return false;
      }
    }

    @Override
    public Gripper usualGripper() {
      return new Gripper(0, 100, true, 1.2, Optional.empty());
    }

    @Override
    public String gripperUnit() {
      return "mm, as through rosbridge";
    }

    /** {@inheritDoc} Twice its opening, for its zero is another one on every arm. */
    @Override
    public double farthestGripper() {
      return 200;
    }
  }

  /**
   * Over a CAN-FD bus of the Linux kernel.
   *
   * @param device such as {@code can0}
   * @param enable true to send function code 1; an arm obeys from power-up without, and some turn
   *     deaf by it
   */
  public record Can(String device, boolean enable) implements Route {

    /** The first bus. */
    public static final Can DEFAULT = new Can("can0", false);

    /** Checks the name. */
    public Can {
      require(!device.isBlank(), "device must name a CAN bus, such as can0", device);
    }

    @Override
    public Gripper usualGripper() {
      return Gripper.ON_CAN;
    }
  }

  /**
   * Over a CAN-FD bus behind an adapter on a serial port (CANable 2 and its kin).
   *
   * @param port such as {@code /dev/ttyACM0}
   * @param enable true to send function code 1; an arm obeys from power-up without, and some turn
   *     deaf by it
   */
  public record Slcan(String port, boolean enable) implements Route {

    /** The first adapter. */
    public static final Slcan DEFAULT = new Slcan("/dev/ttyACM0", false);

    /** Checks the name. */
    public Slcan {
      require(!port.isBlank(), "port must name a serial port, such as /dev/ttyACM0", port);
    }

    @Override
    public Gripper usualGripper() {
      return Gripper.ON_CAN;
    }
  }

  /**
   * Two numbers of one gripper.
   *
   * @param closedAt of the closed gripper
   * @param openAt of the open one
   */
  public record Range(double closedAt, double openAt) {

    /** Its opening in tenths of a mm: no unit that an arm has been seen to tell is as fine. */
    private static final double FARTHEST = 1000;

    /** Checks that it opens at all. */
    public Range {
      requireWithin("closedAt", closedAt, -FARTHEST, FARTHEST);
      requireWithin("openAt", openAt, -FARTHEST, FARTHEST);
      require(Math.abs(openAt - closedAt) > 1e-3, "openAt must differ from closedAt", openAt);
    }
  }

  /**
   * What the gripper's numbers mean, in its own unit: mm through rosbridge, rad of its motor over
   * CAN. Its zero is another one on every arm, and on some what it tells is in another unit than
   * what it is told.
   *
   * @param closedAt number that closes the gripper
   * @param openAt number that opens it
   * @param measured false for an arm that does not tell its gripper's place over CAN: then the
   *     opening that was asked for stands for it
   * @param maxEffort at which it stops closing, in the unit of the arm's feedback, at most 50
   * @param feedback what the arm tells of the closed and of the open gripper; the same numbers
   *     where empty
   */
  public record Gripper(
      double closedAt,
      double openAt,
      boolean measured,
      double maxEffort,
      Optional<Range> feedback) {

    /** As on the arms that their users have measured; not all of them tell the gripper's place. */
    public static final Gripper ON_CAN = new Gripper(0.6, -2.0, false, 1.2, Optional.empty());

    /** Checks that it opens at all. */
    public Gripper {
      new Range(closedAt, openAt);
      require(
          maxEffort > 0 && maxEffort <= A1xFrames.MOST_EFFORT_NM,
          "maxEffort must be positive and at most 50",
          maxEffort);
    }

    /** The share of its range, 0 closed, 1 open, at a number that the arm tells. */
    public double share(double told) {
      Range range = feedback.orElse(new Range(closedAt, openAt));
      double share = (told - range.closedAt()) / (range.openAt() - range.closedAt());
      return Math.max(0, Math.min(1, share));
    }

    /** The number that the arm is told for a share of its range. */
    public double at(double share) {
      return closedAt + share * (openAt - closedAt);
    }
  }

  private static void requireWithin(String name, double value, double low, double high) {
    require(
        value >= low && value <= high, "%s must lie in [%s, %s]".formatted(name, low, high), value);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
