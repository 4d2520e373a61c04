package org.e2hil.hardware.teleop;

import java.util.EnumSet;
import java.util.Set;
import org.e2hil.agent.env.Action;
import org.e2hil.hardware.workcell.Signal;

/** A device whose deflection is a speed: a gamepad, a joystick, a SpaceMouse, a keyboard. */
final class MappedTeleoperator implements Teleoperator {

  private final Controls controls;
  private final ControlMap map;

  /**
   * A device, which belongs to this from now on.
   *
   * @param emergencyStop done on the device's own thread as soon as the map's button for it goes
   *     down
   * @throws IllegalArgumentException if the map names what the device does not have
   */
  public MappedTeleoperator(Controls controls, ControlMap map, Runnable emergencyStop) {
    this.controls = controls;
    this.map = map;
    try {
      map.requireOn(controls);
    } catch (IllegalArgumentException e) {
      controls.close();
      throw e;
    }
    watch(controls, map, emergencyStop);
  }

  /** Has the emergency stop done at once, without waiting for the control loop. */
  static void watch(Controls controls, ControlMap map, Runnable emergencyStop) {
    map.signals().emergencyStop().ifPresent(button -> controls.onPress(button, emergencyStop));
  }

  @Override
  public String name() {
    return controls.name();
  }

  @Override
  public ControlMap map() {
    return map;
  }

  @Override
  public Intent read() {
    ControlState state = controls.poll();
    return intent(state, map, map.motion(state));
  }

  /** What a state of buttons says beside a motion. */
  static Intent intent(ControlState state, ControlMap map, Action motion) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    map.signals()
        .buttons()
        .forEach(
            (signal, button) -> {
              if (state.pressed().contains(button)) {
                signals.add(signal);
              }
            });
    String takeover = map.takeover().button();
    return new Intent(
        motion, state.held().contains(takeover), state.pressed().contains(takeover), signals);
  }

  /** A speed needs no beginning. */
  @Override
  public Action engage(Intent first) {
    return first.motion();
  }

  @Override
  public void close() {
    controls.close();
  }
}
