package org.e2hil.hardware.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;

/** The USB serial ports of a machine, and which of them goes away when its cable is pulled. */
@API(status = API.Status.INTERNAL)
public final class SerialPorts {

  private static final Pattern USB = Pattern.compile("tty(ACM|USB)\\d+|(tty|cu)\\.usb.*");
  private static final long LOOK_NANOS = 200_000_000;

  private final Path devices;

  private SerialPorts(Path devices) {
    this.devices = devices;
  }

  /** Those of this machine. */
  public static SerialPorts ofThisMachine() {
    return in(Path.of("/dev"));
  }

  /** Those whose devices lie in a folder. */
  static SerialPorts in(Path devices) {
    return new SerialPorts(devices);
  }

  /** Paths of the ports that are there now, such as {@code /dev/ttyACM0}. */
  public Set<String> found() {
    try (Stream<Path> files = Files.list(devices)) {
      return files
          .filter(file -> USB.matcher(file.getFileName().toString()).matches())
          .map(Path::toString)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for serial ports in " + devices, e);
    }
  }

  /**
   * Waits until a cable is pulled.
   *
   * @param before the ports that were there
   * @param limitNanos how long to wait at most
   * @return those of them that are gone, none if it took too long
   */
  public Set<String> awaitPulled(Set<String> before, Clock clock, long limitNanos)
      throws InterruptedException {
    long limit = clock.nanoTime() + limitNanos;
    Set<String> gone = gone(before);
    while (gone.isEmpty() && limit - clock.nanoTime() > 0) {
      clock.sleepUntil(clock.nanoTime() + LOOK_NANOS);
      gone = gone(before);
    }
    return gone;
  }

  private Set<String> gone(Set<String> before) {
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(found());
    return gone;
  }
}
