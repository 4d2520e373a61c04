package org.e2hil.hardware.teleop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** What a person could take into the hand, for a look at the machine. */
@API(status = API.Status.INTERNAL)
public final class InputDevices {

  private InputDevices() {}

  /**
   * Gamepads and joysticks that are plugged in, in words.
   *
   * @throws EnvironmentFaultException if this machine cannot look for them, saying why
   */
  public static List<String> joysticks() {
    Sdl.begin();
    try {
      return Sdl.joysticks().stream()
          .map(one -> (one.isGamepad() ? "gamepad " : "joystick ") + one.name())
          .toList();
    } finally {
      Sdl.end();
    }
  }

  /** Each SpaceMouse that is plugged in, in words, and whether this user may read it. */
  public static List<String> spaceMice() {
    List<String> found = new ArrayList<>();
    SpaceMouse.found(SpaceMouse.HIDRAW)
        .forEach(
            (device, name) -> {
              Path path = Path.of("/dev").resolve(device);
              String limit = Files.isReadable(path) ? "" : ", which this user may not read";
              found.add(name + " at " + path + limit);
            });
    return found;
  }
}
