package org.e2hil.hardware.teleop;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2hil.agent.env.EnvironmentFaultException;

/**
 * A 3Dconnexion SpaceMouse by its raw HID reports, for it is a multi-axis controller and SDL knows
 * it neither as a joystick nor as a gamepad. Its axes: {@code x} to the right, {@code y} towards
 * the person, {@code z} down, and {@code rx}, {@code ry}, {@code rz} about them.
 *
 * <p>Reports, little-endian: 1 holds x y z (in newer models rx ry rz too), 2 holds rx ry rz, 3 a
 * bit for each button; a full deflection is about 350.
 */
final class SpaceMouse implements Controls {

  static final Path HIDRAW = Path.of("/sys/class/hidraw");
  private static final Set<String> MAKERS = Set.of("0000256F", "0000046D");
  private static final double FULL = 350;
  private static final int TRANSLATION = 1;
  private static final int ROTATION = 2;
  private static final int BUTTONS = 3;
  private static final List<String> AXES = List.of("x", "y", "z", "rx", "ry", "rz");
  private static final int BUTTON_COUNT = 32;
  private static final List<String> BUTTON_NAMES =
      IntStream.range(0, BUTTON_COUNT).mapToObj(i -> "button" + i).toList();

  private final String name;
  private final InputStream reports;
  private final Map<String, Double> deflections = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private final Set<String> pressed = new HashSet<>();
  private Optional<String> lost = Optional.empty();
  private String watched = "";
  private Runnable onWatched = () -> {};

  private SpaceMouse(String name, InputStream reports) {
    this.name = name;
    this.reports = reports;
  }

  /**
   * A source of reports, one with each read, which belongs to the result.
   *
   * @param name what a person would call it
   */
  static SpaceMouse of(String name, InputStream reports) {
    SpaceMouse mouse = new SpaceMouse(name, reports);
    Thread listener = new Thread(mouse::listen, "space-mouse");
    // nothing can make a read of a device that stays silent return
    listener.setDaemon(true);
    listener.start();
    return mouse;
  }

  /**
   * The first SpaceMouse that is plugged in.
   *
   * @throws EnvironmentFaultException if there is none, or it may not be read
   */
  static SpaceMouse open() {
    Map.Entry<Path, String> found =
        found(HIDRAW).entrySet().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new EnvironmentFaultException(
                        "there is no SpaceMouse; plug in its cable or its receiver"));
    Path device = Path.of("/dev").resolve(found.getKey());
    if (!Files.isReadable(device)) {
      throw new EnvironmentFaultException(
          "the %s may not be read by this user; allow %s, for good with a udev rule: KERNEL==\"%s\","
                  .formatted(found.getValue(), device, "hidraw*")
              + " ATTRS{idVendor}==\"256f\", MODE=\"0660\", TAG+=\"uaccess\"");
    }
    try {
      return of("the " + found.getValue(), new FileInputStream(device.toFile()));
    } catch (IOException e) {
      throw new EnvironmentFaultException(
          "the %s cannot be opened: %s".formatted(found.getValue(), e.getMessage()), e);
    }
  }

  /**
   * Devices that call themselves a SpaceMouse, with their names.
   *
   * @param folder of the kernel's list of raw HID devices
   */
  static Map<Path, String> found(Path folder) {
    Map<Path, String> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> devices = Files.list(folder)) {
        devices.forEach(
            device -> nameOf(device).ifPresent(name -> found.put(device.getFileName(), name)));
      } catch (IOException e) {
        // a list that cannot be read is an empty one
      }
    }
    return found;
  }

  private static Optional<String> nameOf(Path device) {
    try {
      Map<String, String> facts = new HashMap<>();
      for (String line : Files.readAllLines(device.resolve("device/uevent"))) {
        String[] parts = line.split("=", 2);
        facts.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
      String[] ids = facts.getOrDefault("HID_ID", "").split(":", -1);
      String name = facts.getOrDefault("HID_NAME", "");
      boolean fits =
          ids.length == 3
              && MAKERS.contains(ids[1].toUpperCase(Locale.ROOT))
              && name.toLowerCase(Locale.ROOT).matches(".*(space|3dconnexion).*");
      return fits ? Optional.of(name) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void listen() {
    byte[] report = new byte[64];
    try (reports) {
      for (int size = reports.read(report); size >= 0; size = reports.read(report)) {
        accept(report, size);
      }
      lose("it sends nothing any more");
    } catch (IOException e) {
      lose(e.getMessage());
    }
  }

  private synchronized void lose(String why) {
    lost = Optional.of(why);
  }

  private synchronized void accept(byte[] report, int size) {
    int kind = size > 0 ? report[0] : 0;
    if (kind == TRANSLATION || kind == ROTATION) {
      int axis = kind == TRANSLATION ? 0 : 3;
      for (int at = 1; at + 1 < size && axis < AXES.size(); at += 2, axis++) {
        int value = (short) ((report[at] & 0xFF) | report[at + 1] << 8);
        deflections.put(AXES.get(axis), Math.max(-1, Math.min(1, value / FULL)));
      }
    } else if (kind == BUTTONS) {
      for (int button = 0; button < BUTTON_COUNT && 1 + button / 8 < size; button++) {
        String called = BUTTON_NAMES.get(button);
        if ((report[1 + button / 8] >> (button % 8) & 1) == 0) {
          held.remove(called);
        } else if (held.add(called)) {
          pressed.add(called);
          if (called.equals(watched)) {
            onWatched.run();
          }
        }
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> axes() {
    return AXES;
  }

  @Override
  public List<String> buttons() {
    return BUTTON_NAMES;
  }

  @Override
  public synchronized ControlState poll() {
    if (lost.isPresent()) {
      throw new DeviceLostException(
          name + " is gone (" + lost.get() + "): plug it in again, or charge it");
    }
    ControlState state = new ControlState(deflections, held, pressed);
    pressed.clear();
    return state;
  }

  @Override
  public synchronized void onPress(String button, Runnable action) {
    watched = button;
    onWatched = action;
  }

  @Override
  public void close() {
    try {
      reports.close();
    } catch (IOException e) {
      // it is gone, and that is what was wanted
    }
  }
}
