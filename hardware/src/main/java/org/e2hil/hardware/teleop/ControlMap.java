package org.e2hil.hardware.teleop;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;

/**
 * What the axes and buttons of a device mean.
 *
 * @param axes that move the tool; several may move it the same way, and add up
 * @param buttons that move the tool
 * @param takeover when the person has the robot
 * @param signals what is said of an episode
 */
@API(status = API.Status.EXPERIMENTAL)
public record ControlMap(
    List<AxisMotion> axes,
    List<ButtonMotion> buttons,
    TakeoverRule takeover,
    SignalButtons signals) {

  private static final double SNAP = 0.5;

  /** Copies the lists, and checks that no button has two meanings. */
  public ControlMap {
    axes = List.copyOf(axes);
    buttons = List.copyOf(buttons);
    List<String> meanings = new ArrayList<>(signals.buttons().values());
    if (takeover.mode() != TakeoverRule.Mode.MOTION) {
      meanings.add(takeover.button());
    }
    buttons.stream().map(ButtonMotion::button).distinct().forEach(meanings::add);
    var seen = new TreeSet<String>();
    for (String button : meanings) {
      if (!seen.add(button)) {
        throw new IllegalArgumentException(
            "the button "
                + button
                + " must not have two meanings in signals, takeover and buttons");
      }
    }
  }

  /**
   * The motion of a device's state: each number in [−1, 1], the gripper −1, 0 or 1, for the learner
   * knows no gripper action in between.
   */
  Action motion(ControlState state) {
    double[] values = new double[Action.SIZE];
    for (AxisMotion axis : axes) {
      values[axis.motion().ordinal()] += axis.at(state.axis(axis.axis()));
    }
    for (ButtonMotion button : buttons) {
      if (state.isActive(button.button())) {
        values[button.motion().ordinal()] += button.value();
      }
    }
    double gripper = values[Action.GRIPPER];
    values[Action.GRIPPER] = Math.abs(gripper) >= SNAP ? Math.signum(gripper) : 0;
    return Action.of(values).clipped();
  }

  /**
   * Refuses names that a device does not have.
   *
   * @throws IllegalArgumentException naming those that it has
   */
  void requireOn(Controls device) {
    for (AxisMotion axis : axes) {
      require(device, "axis", axis.axis(), device.axes());
    }
    buttonNames().forEach(button -> require(device, "button", button, device.buttons()));
  }

  /** All buttons that mean something. */
  List<String> buttonNames() {
    List<String> named = new ArrayList<>(signals.buttons().values());
    buttons.forEach(button -> named.add(button.button()));
    if (takeover.mode() != TakeoverRule.Mode.MOTION) {
      named.add(takeover.button());
    }
    return named;
  }

  private static void require(Controls device, String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "%s has no %s '%s'; it has %s".formatted(device.name(), what, name, known));
    }
  }
}
