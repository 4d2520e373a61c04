package org.e2hil.hardware.teleop;

import static org.lwjgl.sdl.SDLEvents.SDL_EVENT_GAMEPAD_BUTTON_DOWN;
import static org.lwjgl.sdl.SDLGamepad.SDL_CloseGamepad;
import static org.lwjgl.sdl.SDLGamepad.SDL_GAMEPAD_AXIS_COUNT;
import static org.lwjgl.sdl.SDLGamepad.SDL_GAMEPAD_BUTTON_COUNT;
import static org.lwjgl.sdl.SDLGamepad.SDL_GamepadConnected;
import static org.lwjgl.sdl.SDLGamepad.SDL_GamepadHasAxis;
import static org.lwjgl.sdl.SDLGamepad.SDL_GamepadHasButton;
import static org.lwjgl.sdl.SDLGamepad.SDL_GetGamepadAxis;
import static org.lwjgl.sdl.SDLGamepad.SDL_GetGamepadButton;
import static org.lwjgl.sdl.SDLGamepad.SDL_GetGamepadStringForAxis;
import static org.lwjgl.sdl.SDLGamepad.SDL_GetGamepadStringForButton;
import static org.lwjgl.sdl.SDLGamepad.SDL_OpenGamepad;
import static org.lwjgl.sdl.SDLGamepad.SDL_UpdateGamepads;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.lwjgl.sdl.SDLError;

/**
 * A gamepad that SDL knows, with SDL's names for its sticks, triggers and buttons. Those of a
 * program are used one at a time.
 */
final class SdlGamepad implements Controls {

  private static final double FULL = 32767;

  private final Sdl.Found found;
  private final long gamepad;
  private final Map<Integer, String> axes = new TreeMap<>();
  private final Map<Integer, String> buttons = new TreeMap<>();
  private Optional<ButtonWatch> watch = Optional.empty();
  private boolean closed;

  private SdlGamepad(Sdl.Found found, long gamepad) {
    this.found = found;
    this.gamepad = gamepad;
    for (int axis = 0; axis < SDL_GAMEPAD_AXIS_COUNT; axis++) {
      if (SDL_GamepadHasAxis(gamepad, axis)) {
        axes.put(axis, name(SDL_GetGamepadStringForAxis(axis), axis));
      }
    }
    for (int button = 0; button < SDL_GAMEPAD_BUTTON_COUNT; button++) {
      if (SDL_GamepadHasButton(gamepad, button)) {
        buttons.put(button, name(SDL_GetGamepadStringForButton(button), button));
      }
    }
  }

  private static String name(String known, int number) {
    return Optional.ofNullable(known).orElse(Integer.toString(number));
  }

  /**
   * The first gamepad that fits.
   *
   * @param named a part of its name, in any case
   * @throws EnvironmentFaultException if there is none, saying what there is
   */
  static SdlGamepad open(Optional<String> named) {
    Sdl.begin();
    try {
      Sdl.Found found = Sdl.find("gamepad", named, /* gamepad= */ true);
      long gamepad = SDL_OpenGamepad(found.id());
      if (gamepad == 0) {
        throw new EnvironmentFaultException(
            "the gamepad %s cannot be opened: %s".formatted(found.name(), SDLError.SDL_GetError()));
      }
      return new SdlGamepad(found, gamepad);
    } catch (RuntimeException e) {
      Sdl.end();
      throw e;
    }
  }

  @Override
  public String name() {
    return "the gamepad " + found.name();
  }

  @Override
  public List<String> axes() {
    return List.copyOf(axes.values());
  }

  @Override
  public List<String> buttons() {
    return List.copyOf(buttons.values());
  }

  @Override
  public ControlState poll() {
    Set<Integer> down = Sdl.pressed(SDL_EVENT_GAMEPAD_BUTTON_DOWN, found.id());
    if (!SDL_GamepadConnected(gamepad)) {
      throw Sdl.lost(name());
    }
    Map<String, Double> deflections = new HashMap<>();
    axes.forEach((axis, name) -> deflections.put(name, SDL_GetGamepadAxis(gamepad, axis) / FULL));
    Set<String> held = new HashSet<>();
    Set<String> pressed = new HashSet<>();
    buttons.forEach(
        (button, name) -> {
          if (SDL_GetGamepadButton(gamepad, button)) {
            held.add(name);
          }
          if (down.contains(button)) {
            pressed.add(name);
          }
        });
    return new ControlState(deflections, held, pressed);
  }

  @Override
  public void onPress(String button, Runnable action) {
    int number =
        buttons.entrySet().stream()
            .filter(entry -> entry.getValue().equals(button))
            .findFirst()
            .orElseThrow()
            .getKey();
    watch =
        Optional.of(
            new ButtonWatch(
                () -> {
                  SDL_UpdateGamepads();
                  return SDL_GetGamepadButton(gamepad, number);
                },
                action));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      watch.ifPresent(ButtonWatch::close);
      SDL_CloseGamepad(gamepad);
      Sdl.end();
    }
  }
}
