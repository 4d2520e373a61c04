package org.e2hil.hardware.teleop;

import static org.lwjgl.sdl.SDLEvents.SDL_EVENT_JOYSTICK_BUTTON_DOWN;
import static org.lwjgl.sdl.SDLJoystick.SDL_CloseJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetJoystickAxis;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetJoystickButton;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetNumJoystickAxes;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetNumJoystickButtons;
import static org.lwjgl.sdl.SDLJoystick.SDL_JoystickConnected;
import static org.lwjgl.sdl.SDLJoystick.SDL_OpenJoystick;
import static org.lwjgl.sdl.SDLJoystick.SDL_UpdateJoysticks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.lwjgl.sdl.SDLError;

/**
 * Any joystick, by its numbers: {@code axis0}, {@code button0} and so on. Those of a program are
 * used one at a time.
 */
final class SdlJoystick implements Controls {

  private static final double FULL = 32767;

  private final Sdl.Found found;
  private final long joystick;
  private final List<String> axes;
  private final List<String> buttons;
  private Optional<ButtonWatch> watch = Optional.empty();
  private boolean closed;

  private SdlJoystick(Sdl.Found found, long joystick) {
    this.found = found;
    this.joystick = joystick;
    axes = numbered("axis", SDL_GetNumJoystickAxes(joystick));
    buttons = numbered("button", SDL_GetNumJoystickButtons(joystick));
  }

  private static List<String> numbered(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> what + i).toList();
  }

  /**
   * The first joystick that fits.
   *
   * @param named a part of its name, in any case
   * @throws EnvironmentFaultException if there is none, saying what there is
   */
  static SdlJoystick open(Optional<String> named) {
    Sdl.begin();
    try {
      Sdl.Found found = Sdl.find("joystick", named, /* gamepad= */ false);
      long joystick = SDL_OpenJoystick(found.id());
      if (joystick == 0) {
        throw new EnvironmentFaultException(
            "the joystick %s cannot be opened: %s"
                .formatted(found.name(), SDLError.SDL_GetError()));
      }
      return new SdlJoystick(found, joystick);
    } catch (RuntimeException e) {
      Sdl.end();
      throw e;
    }
  }

  @Override
  public String name() {
    return "the joystick " + found.name();
  }

  @Override
  public List<String> axes() {
    return axes;
  }

  @Override
  public List<String> buttons() {
    return buttons;
  }

  @Override
  public ControlState poll() {
    Set<Integer> down = Sdl.pressed(SDL_EVENT_JOYSTICK_BUTTON_DOWN, found.id());
    if (!SDL_JoystickConnected(joystick)) {
      throw Sdl.lost(name());
    }
    Map<String, Double> deflections = new HashMap<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      deflections.put(axes.get(axis), SDL_GetJoystickAxis(joystick, axis) / FULL);
    }
    Set<String> held = new HashSet<>();
    Set<String> pressed = new HashSet<>();
    for (int button = 0; button < buttons.size(); button++) {
      if (SDL_GetJoystickButton(joystick, button)) {
        held.add(buttons.get(button));
      }
      if (down.contains(button)) {
        pressed.add(buttons.get(button));
      }
    }
    return new ControlState(deflections, held, pressed);
  }

  @Override
  public void onPress(String button, Runnable action) {
    int number = buttons.indexOf(button);
    watch =
        Optional.of(
            new ButtonWatch(
                () -> {
                  SDL_UpdateJoysticks();
                  return SDL_GetJoystickButton(joystick, number);
                },
                action));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      watch.ifPresent(ButtonWatch::close);
      SDL_CloseJoystick(joystick);
      Sdl.end();
    }
  }
}
