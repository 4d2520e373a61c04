package org.e2hil.hardware.teleop;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.so101.So101Leader;

/** With what a person takes over. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface TeleoperationConfig {

  /**
   * Opens the device on the calling thread, which must be the one that steps the world.
   *
   * @param scale of the world
   * @param emergencyStop done as soon as the person asks for it, on a thread of the device's own
   * @throws EnvironmentFaultException if it is not there, saying what to mend
   * @throws IllegalArgumentException if its map names what it does not have
   */
  Teleoperator open(ActionScale scale, Runnable emergencyStop);

  /**
   * A gamepad.
   *
   * @param device a part of its name; the first one where empty
   * @param map in SDL's names, such as {@code lefty}, {@code righttrigger}, {@code rightshoulder};
   *     a key of the terminal is called {@code key:s}
   */
  record Gamepad(Optional<String> device, ControlMap map) implements TeleoperationConfig {

    /**
     * Left stick forward and sideways, right stick up and yaw, triggers close and open, the cross
     * rolls and pitches; the right shoulder button takes over while it is held.
     */
    public static Gamepad defaults() {
      ControlMap map =
          new ControlMap(
              List.of(
                  // SDL's y grows towards the person, and the robot looks away from the person
                  new AxisMotion("lefty", Motion.X, -1, STICK_DEADBAND),
                  new AxisMotion("leftx", Motion.Y, -1, STICK_DEADBAND),
                  new AxisMotion("righty", Motion.Z, -1, STICK_DEADBAND),
                  new AxisMotion("rightx", Motion.YAW, -1, STICK_DEADBAND),
                  new AxisMotion("lefttrigger", Motion.GRIPPER, 1, STICK_DEADBAND),
                  new AxisMotion("righttrigger", Motion.GRIPPER, -1, STICK_DEADBAND)),
              List.of(
                  new ButtonMotion("dpup", Motion.PITCH, 0.5),
                  new ButtonMotion("dpdown", Motion.PITCH, -0.5),
                  new ButtonMotion("dpleft", Motion.ROLL, -0.5),
                  new ButtonMotion("dpright", Motion.ROLL, 0.5)),
              TakeoverRule.hold("rightshoulder"),
              SignalButtons.of("y", "a", "x", "b"));
      return new Gamepad(Optional.empty(), map);
    }

    @Override
    public Teleoperator open(ActionScale scale, Runnable emergencyStop) {
      return withKeys(SdlGamepad.open(device), map, emergencyStop);
    }
  }

  /**
   * A joystick that is not a gamepad, such as a flight stick.
   *
   * @param device a part of its name; the first one where empty
   * @param map of {@code axis0}, {@code button0} and so on; a key of the terminal is called {@code
   *     key:s}
   */
  record Joystick(Optional<String> device, ControlMap map) implements TeleoperationConfig {

    /** Stick forward, sideways and twist; the throttle and the takeover are for the map to say. */
    public static Joystick defaults() {
      ControlMap map =
          new ControlMap(
              List.of(
                  new AxisMotion("axis1", Motion.X, -1, STICK_DEADBAND),
                  new AxisMotion("axis0", Motion.Y, -1, STICK_DEADBAND),
                  new AxisMotion("axis2", Motion.Z, -1, STICK_DEADBAND)),
              List.of(
                  new ButtonMotion("button0", Motion.GRIPPER, -1),
                  new ButtonMotion("button1", Motion.GRIPPER, 1)),
              TakeoverRule.motion(LINGER_PERIODS),
              SignalButtons.none());
      return new Joystick(Optional.empty(), map);
    }

    @Override
    public Teleoperator open(ActionScale scale, Runnable emergencyStop) {
      return withKeys(SdlJoystick.open(device), map, emergencyStop);
    }
  }

  /**
   * A SpaceMouse.
   *
   * @param map of {@code x} to {@code rz}, in the device's own frame, and {@code button0} and so
   *     on; a key of the terminal is called {@code key:s}
   */
  record Spacemouse(ControlMap map) implements TeleoperationConfig {

    /** The tool goes where the cap goes; the two buttons close and open; any motion takes over. */
    public static Spacemouse defaults() {
      ControlMap map =
          new ControlMap(
              List.of(
                  new AxisMotion("y", Motion.X, -1, CAP_DEADBAND),
                  new AxisMotion("x", Motion.Y, -1, CAP_DEADBAND),
                  new AxisMotion("z", Motion.Z, -1, CAP_DEADBAND),
                  new AxisMotion("ry", Motion.ROLL, -1, CAP_DEADBAND),
                  new AxisMotion("rx", Motion.PITCH, -1, CAP_DEADBAND),
                  new AxisMotion("rz", Motion.YAW, -1, CAP_DEADBAND)),
              List.of(
                  new ButtonMotion("button0", Motion.GRIPPER, -1),
                  new ButtonMotion("button1", Motion.GRIPPER, 1)),
              TakeoverRule.motion(LINGER_PERIODS),
              SignalButtons.of("key:s", "key:f", "key:r", "key:escape"));
      return new Spacemouse(map);
    }

    @Override
    public Teleoperator open(ActionScale scale, Runnable emergencyStop) {
      return withKeys(SpaceMouse.open(), map, emergencyStop);
    }
  }

  /**
   * The keyboard of the terminal, also over SSH.
   *
   * @param pressPeriods control periods that a press counts as held; key repeat prolongs it
   * @param map of keys, such as {@code up}, {@code pageup}, {@code space} and {@code s}
   */
  record Keyboard(int pressPeriods, ControlMap map) implements TeleoperationConfig {

    /** Checks the ranges. */
    public Keyboard {
      requirePressPeriods(pressPeriods);
    }

    /**
     * Arrows forward, back and sideways; e and d up and down; c and v close and open; i and k
     * pitch, j and l yaw, u and o roll. Any of them takes over.
     */
    public static Keyboard defaults() {
      ControlMap map =
          new ControlMap(
              List.of(),
              List.of(
                  new ButtonMotion("up", Motion.X, 1),
                  new ButtonMotion("down", Motion.X, -1),
                  new ButtonMotion("left", Motion.Y, 1),
                  new ButtonMotion("right", Motion.Y, -1),
                  new ButtonMotion("e", Motion.Z, 1),
                  new ButtonMotion("d", Motion.Z, -1),
                  new ButtonMotion("u", Motion.ROLL, -1),
                  new ButtonMotion("o", Motion.ROLL, 1),
                  new ButtonMotion("i", Motion.PITCH, 1),
                  new ButtonMotion("k", Motion.PITCH, -1),
                  new ButtonMotion("j", Motion.YAW, 1),
                  new ButtonMotion("l", Motion.YAW, -1),
                  new ButtonMotion("c", Motion.GRIPPER, -1),
                  new ButtonMotion("v", Motion.GRIPPER, 1)),
              TakeoverRule.motion(LINGER_PERIODS),
              KEY_SIGNALS);
      return new Keyboard(PRESS_PERIODS, map);
    }

    @Override
    public Teleoperator open(ActionScale scale, Runnable emergencyStop) {
      return new MappedTeleoperator(
          TerminalKeyboard.ofThisProgram(pressPeriods, Set.copyOf(map.buttonNames())),
          map,
          emergencyStop);
    }
  }

  /**
   * An SO-101 leader arm beside a keyboard.
   *
   * @param port of its adapter, such as {@code /dev/ttyACM1}
   * @param id what it was called when it was calibrated
   * @param calibration a calibration file; LeRobot's own places are searched where empty
   * @param reach metres of the robot's tool for one of the leader's
   * @param takeover when the person has the robot, by a key; not by motion, for a hand on the arm
   *     is never quite still
   * @param signals keys that say something of an episode
   */
  record Leader(
      String port,
      String id,
      Optional<String> calibration,
      double reach,
      TakeoverRule takeover,
      SignalButtons signals)
      implements TeleoperationConfig {

    /** Checks the ranges. */
    public Leader {
      if (port.isBlank()) {
        throw new IllegalArgumentException("port must name a serial port, such as /dev/ttyACM1");
      }
      if (!(reach > 0 && reach <= 5)) {
        throw new IllegalArgumentException("reach must lie in (0, 5], but is " + reach);
      }
      if (takeover.mode() != TakeoverRule.Mode.TOGGLE) {
        throw new IllegalArgumentException(
            "takeover must be toggle for a leader arm: a terminal does not tell how long a key is"
                + " held, and a hand on the arm is never quite still");
      }
    }

    /** The second adapter, an arm called {@code leader}; the space bar takes over. */
    public static Leader defaults() {
      return new Leader(
          "/dev/ttyACM1", "leader", Optional.empty(), 1, TakeoverRule.toggle("space"), KEY_SIGNALS);
    }

    @Override
    public Teleoperator open(ActionScale scale, Runnable emergencyStop) {
      var map = new ControlMap(List.of(), List.of(), takeover, signals);
      Controls keys = TerminalKeyboard.ofThisProgram(1, Set.copyOf(map.buttonNames()));
      So101Leader leader;
      try {
        leader = So101Leader.connect(port, id, calibration);
      } catch (RuntimeException e) {
        keys.close();
        throw e;
      }
      return new LeaderTeleoperator(leader, keys, map, scale, reach, emergencyStop);
    }
  }

  /** A thumb rests on a stick a little off its middle. */
  double STICK_DEADBAND = 0.1;

  /** A SpaceMouse rests well in its middle, but a hand on it moves all axes a little. */
  double CAP_DEADBAND = 0.05;

  /** A fifth of a second at 10 Hz. */
  int LINGER_PERIODS = 2;

  /** A fifth of a second at 10 Hz. */
  int PRESS_PERIODS = 2;

  /** The keys of the person who judges at the terminal, and Escape to stop. */
  SignalButtons KEY_SIGNALS = SignalButtons.of("s", "f", "r", "escape");

  private static void requirePressPeriods(int pressPeriods) {
    if (pressPeriods < 1 || pressPeriods > 20) {
      throw new IllegalArgumentException(
          "pressPeriods must lie in [1, 20], but is " + pressPeriods);
    }
  }

  /** The keyboard is only listened to where the map asks for it. */
  private static Teleoperator withKeys(Controls device, ControlMap map, Runnable emergencyStop) {
    Set<String> keys =
        map.buttonNames().stream()
            .filter(name -> name.startsWith(DeviceAndKeys.PREFIX))
            .map(name -> name.substring(DeviceAndKeys.PREFIX.length()))
            .collect(Collectors.toSet());
    if (keys.isEmpty()) {
      return new MappedTeleoperator(device, map, emergencyStop);
    }
    try {
      Controls keyboard = TerminalKeyboard.ofThisProgram(PRESS_PERIODS, keys);
      return new MappedTeleoperator(new DeviceAndKeys(device, keyboard), map, emergencyStop);
    } catch (RuntimeException e) {
      device.close();
      throw e;
    }
  }
}
