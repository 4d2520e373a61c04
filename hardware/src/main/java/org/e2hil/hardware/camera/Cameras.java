package org.e2hil.hardware.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;

/** All cameras of a robot, and a look at those of the machine. */
@API(status = API.Status.INTERNAL)
public final class Cameras {

  private static final Path KERNEL = Path.of("/sys/class/video4linux");

  private Cameras() {}

  /**
   * Opens cameras; each has shown a picture when this returns.
   *
   * @return sensors in the order of the settings
   * @throws IllegalArgumentException if two have one name
   * @throws EnvironmentFaultException if one cannot be opened; then none is left open
   */
  public static List<CameraSensor> open(List<CameraSettings> settings, Clock clock) {
    requireNames(settings);
    List<CameraSensor> opened = new ArrayList<>();
    try {
      settings.forEach(one -> opened.add(CameraSensor.open(one, clock)));
      return List.copyOf(opened);
    } catch (RuntimeException e) {
      opened.forEach(CameraSensor::close);
      throw e;
    }
  }

  /**
   * Looks for cameras without opening them.
   *
   * @throws IllegalArgumentException if two have one name
   * @throws EnvironmentFaultException if one is not there
   */
  public static void requirePresent(List<CameraSettings> settings) {
    requireNames(settings);
    settings.forEach(CameraSettings::requirePresent);
  }

  private static void requireNames(List<CameraSettings> settings) {
    Set<String> names = new HashSet<>();
    for (CameraSettings one : settings) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException("two cameras are called " + one.name());
      }
    }
  }

  /** The cameras that Linux knows, in words, in the order of their devices. */
  public static List<String> found() {
    return found(KERNEL);
  }

  /**
   * The cameras that Linux knows.
   *
   * @param folder of the kernel's list of them
   */
  static List<String> found(Path folder) {
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> devices = Files.list(folder)) {
        for (Path device : devices.sorted().toList()) {
          // a camera's further nodes hold no pictures but what the maker has to say of them
          if (Files.readString(device.resolve("index")).strip().equals("0")) {
            found.add(
                Files.readString(device.resolve("name")).strip()
                    + " at /dev/"
                    + device.getFileName());
          }
        }
      } catch (IOException e) {
        // a list that cannot be read is as long as it is
      }
    }
    return found;
  }
}
