package org.e2hil.hardware.teleop;

import static org.lwjgl.sdl.SDLError.SDL_GetError;
import static org.lwjgl.sdl.SDLEvents.SDL_EVENT_FIRST;
import static org.lwjgl.sdl.SDLEvents.SDL_EVENT_GAMEPAD_BUTTON_DOWN;
import static org.lwjgl.sdl.SDLEvents.SDL_EVENT_LAST;
import static org.lwjgl.sdl.SDLEvents.SDL_FlushEvents;
import static org.lwjgl.sdl.SDLEvents.SDL_GETEVENT;
import static org.lwjgl.sdl.SDLEvents.SDL_PeepEvents;
import static org.lwjgl.sdl.SDLEvents.SDL_PumpEvents;
import static org.lwjgl.sdl.SDLHints.SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS;
import static org.lwjgl.sdl.SDLHints.SDL_HINT_NO_SIGNAL_HANDLERS;
import static org.lwjgl.sdl.SDLHints.SDL_SetHint;
import static org.lwjgl.sdl.SDLInit.SDL_INIT_EVENTS;
import static org.lwjgl.sdl.SDLInit.SDL_INIT_GAMEPAD;
import static org.lwjgl.sdl.SDLInit.SDL_INIT_JOYSTICK;
import static org.lwjgl.sdl.SDLInit.SDL_InitSubSystem;
import static org.lwjgl.sdl.SDLInit.SDL_QuitSubSystem;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetJoystickNameForID;
import static org.lwjgl.sdl.SDLJoystick.SDL_GetJoysticks;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.lwjgl.sdl.SDLGamepad;
import org.lwjgl.sdl.SDLStdinc;
import org.lwjgl.sdl.SDL_Event;

/** SDL's joysticks, without a window. SDL counts how often it was begun and ended. */
final class Sdl {

  private static final int EVENTS_AT_ONCE = 16;
  private static final int SUBSYSTEMS = SDL_INIT_JOYSTICK | SDL_INIT_GAMEPAD | SDL_INIT_EVENTS;

  private Sdl() {}

  /** A joystick that is plugged in. */
  record Found(int id, String name, boolean isGamepad) {}

  /**
   * Begins to look at joysticks on the calling thread; {@link #end} must follow.
   *
   * @throws EnvironmentFaultException if this machine cannot
   */
  static void begin() {
    try {
      // Ctrl-C is the program's, not SDL's
      SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
      // without a window we are always in the background
      SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
      if (!SDL_InitSubSystem(SUBSYSTEMS)) {
        throw new EnvironmentFaultException("SDL cannot look for joysticks: " + SDL_GetError());
      }
    } catch (LinkageError e) {
      throw new EnvironmentFaultException(
          "gamepads and joysticks need the native library of SDL, which cannot be loaded here ("
              + firstLine(e)
              + "); use the keyboard or a leader arm, or run on Linux on x86-64",
          e);
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  static void end() {
    SDL_QuitSubSystem(SUBSYSTEMS);
  }

  /** Those that are plugged in. */
  static List<Found> joysticks() {
    List<Found> found = new ArrayList<>();
    IntBuffer ids = SDL_GetJoysticks();
    if (ids != null) {
      for (int i = ids.position(); i < ids.limit(); i++) {
        int id = ids.get(i);
        String name = Optional.ofNullable(SDL_GetJoystickNameForID(id)).orElse("a nameless one");
        found.add(new Found(id, name, SDLGamepad.SDL_IsGamepad(id)));
      }
      SDLStdinc.SDL_free(ids);
    }
    return found;
  }

  /**
   * The first that fits.
   *
   * @param kind what is looked for, in words
   * @param named a part of its name, in any case
   * @throws EnvironmentFaultException if there is none, naming those that there are
   */
  static Found find(String kind, Optional<String> named, boolean gamepad) {
    List<Found> all = joysticks();
    return all.stream()
        .filter(one -> !gamepad || one.isGamepad())
        .filter(one -> named.map(part -> contains(one.name(), part)).orElse(true))
        .findFirst()
        .orElseThrow(() -> new EnvironmentFaultException(absent(kind, named, all)));
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static String absent(String kind, Optional<String> named, List<Found> all) {
    return "there is no "
        + kind
        + named.map(part -> " whose name contains '" + part + "'").orElse("")
        + "; "
        + (all.isEmpty()
            ? "plug one in or pair it, and check that this user may read /dev/input/event* (group"
                + " input)"
            : "there are " + all.stream().map(Found::name).toList());
  }

  /**
   * Which buttons went down on a device since the last look. What else has happened is forgotten,
   * so that the queue never fills up.
   *
   * @param type {@code SDL_EVENT_GAMEPAD_BUTTON_DOWN} or {@code SDL_EVENT_JOYSTICK_BUTTON_DOWN}
   * @param id of the device
   */
  static Set<Integer> pressed(int type, int id) {
    SDL_PumpEvents();
    Set<Integer> buttons = new TreeSet<>();
    try (var events = SDL_Event.malloc(EVENTS_AT_ONCE)) {
      int count;
      do {
        count = SDL_PeepEvents(events, SDL_GETEVENT, type, type);
        for (int i = 0; i < count; i++) {
          SDL_Event event = events.get(i);
          boolean gamepad = type == SDL_EVENT_GAMEPAD_BUTTON_DOWN;
          if ((gamepad ? event.gbutton().which() : event.jbutton().which()) == id) {
            buttons.add((gamepad ? event.gbutton().button() : event.jbutton().button()) & 0xFF);
          }
        }
      } while (count == EVENTS_AT_ONCE);
    }
    SDL_FlushEvents(SDL_EVENT_FIRST, SDL_EVENT_LAST);
    return buttons;
  }

  /** What a device that was plugged in a moment ago leaves behind. */
  static DeviceLostException lost(String name) {
    return new DeviceLostException(
        name + " is gone: it was unplugged, or its battery is empty; plug it in again");
  }
}
