package org.e2hil.hardware.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;

/**
 * A serial port, 8 data bits, no parity, 1 stop bit, by jSerialComm. The port never blocks and the
 * deadline is ours: jSerialComm's own timeouts are rounded up to 100 ms on Linux.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SerialLink implements ByteLink {

  private static final long WRITE_LIMIT_NANOS = 200_000_000;
  private static final int NO_SUCH_FILE = 2;
  private static final int NO_PERMISSION = 13;

  // jSerialComm takes its ports away in a shutdown hook of its own, which runs beside ours and not
  // after them; only what is registered with the library itself is sure to run while ports are open
  private static final Map<SerialLink, Runnable> LAST_WORDS = new ConcurrentHashMap<>();

  static {
    SerialPort.addShutdownHook(
        new Thread(() -> LAST_WORDS.values().forEach(Runnable::run), "last-words"));
  }

  private final SerialPort port;
  private final String name;
  private final Clock clock;

  private SerialLink(SerialPort port, String name, Clock clock) {
    this.port = port;
    this.name = name;
    this.clock = clock;
  }

  /**
   * Opens a port.
   *
   * @param path of the device, such as {@code /dev/ttyACM0}
   * @param baud bits a second
   * @throws EnvironmentFaultException if it cannot be opened
   */
  public static SerialLink open(String path, int baud, Clock clock) {
    SerialPort port;
    try {
      port = SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      throw new EnvironmentFaultException(noSuchPort(path), e);
    }
    port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (!port.openPort(0)) {
      throw new EnvironmentFaultException(whyNotOpened(path, port.getLastErrorCode()));
    }
    return new SerialLink(port, path, clock);
  }

  /**
   * Looks for a port without opening it.
   *
   * @param path of the device, such as {@code /dev/ttyACM0}
   * @throws EnvironmentFaultException if it is not there or may not be opened
   */
  public static void requirePresent(String path) {
    Path device = Path.of(path);
    if (!Files.exists(device)) {
      throw new EnvironmentFaultException(noSuchPort(path));
    } else if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new EnvironmentFaultException(whyNotOpened(path, NO_PERMISSION));
    }
  }

  private static String whyNotOpened(String path, int error) {
    return switch (error) {
      case NO_SUCH_FILE -> noSuchPort(path);
      case NO_PERMISSION ->
          "the serial port "
              + path
              + " may not be opened by this user; add the user to the group that owns it (often"
              + " dialout) and log in again";
      default ->
          "the serial port "
              + path
              + " cannot be opened (error "
              + error
              + "); close the program that may be using it, or plug it in again";
    };
  }

  private static String noSuchPort(String path) {
    return "there is no serial port "
        + path
        + "; "
        + knownPorts()
            .map(known -> "there are " + known)
            .orElse("none is plugged in, so check the cable and the power of the adapter");
  }

  private static Optional<String> knownPorts() {
    return Arrays.stream(SerialPort.getCommPorts())
        .map(SerialPort::getSystemPortPath)
        .sorted()
        .reduce((a, b) -> a + ", " + b);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(byte[] bytes, int length) {
    int written = 0;
    long limit = clock.nanoTime() + WRITE_LIMIT_NANOS;
    while (written < length) {
      int from = written;
      int count =
          Polling.untilDeadline(clock, limit, () -> port.writeBytes(bytes, length - from, from));
      if (count <= 0) {
        throw lost();
      }
      written += count;
    }
  }

  @Override
  public int read(byte[] into, long deadlineNanos) {
    int available = Polling.untilDeadline(clock, deadlineNanos, port::bytesAvailable);
    if (available == 0) {
      return 0;
    }
    int count = available < 0 ? -1 : port.readBytes(into, Math.min(available, into.length));
    if (count < 0) {
      throw lost();
    }
    return count;
  }

  @Override
  public void drain() {
    byte[] discarded = new byte[256];
    while (read(discarded, clock.nanoTime()) > 0) {
      // what it held is of no use to anybody
    }
  }

  private LinkLostException lost() {
    return new LinkLostException(
        "the serial port "
            + name
            + " is gone: its cable was pulled or its adapter lost power; plug it in and connect"
            + " again");
  }

  @Override
  public void beforeShutdown(Runnable action) {
    LAST_WORDS.put(this, action);
  }

  @Override
  public void close() {
    LAST_WORDS.remove(this);
    port.closePort();
  }
}
