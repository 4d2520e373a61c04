package org.e2hil.hardware.link;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;

/**
 * The device's end of a Linux pseudo-terminal, for an emulator: a program that opens {@link #path}
 * talks to it as to a serial port. Closing it is a cable pulled: the other end hangs up.
 */
@API(status = API.Status.INTERNAL)
public final class PseudoTerminal implements ByteLink {

  // asm-generic/fcntl.h and errno.h, as on x86_64 and aarch64
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final int EIO = 5;
  private static final int EAGAIN = 11;
  private static final int TCSANOW = 0;
  private static final int TERMIOS_BYTES_AT_MOST = 256;
  private static final int PATH_BYTES = 128;
  private static final long WRITE_LIMIT_NANOS = 200_000_000;

  private final C c;
  private final int descriptor;
  private final String path;
  private final Clock clock;
  private final ShutdownAction lastWords = new ShutdownAction();
  private boolean closed;

  /** The few functions of the C library that make a pseudo-terminal (POSIX, and Linux's own). */
  private interface C extends Library {
    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    int ptsname_r(int fd, Pointer name, long size) throws LastErrorException;

    int tcgetattr(int fd, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);

    int tcsetattr(int fd, int actions, Pointer termios) throws LastErrorException;

    long read(int fd, byte[] into, long size) throws LastErrorException;

    long write(int fd, byte[] from, long size) throws LastErrorException;

    int close(int fd) throws LastErrorException;
  }

  private PseudoTerminal(C c, int descriptor, String path, Clock clock) {
    this.c = c;
    this.descriptor = descriptor;
    this.path = path;
    this.clock = clock;
  }

  /**
   * Makes a new one, which passes bytes on as they are.
   *
   * @throws LinkLostException if the system offers none
   */
  public static PseudoTerminal open(Clock clock) {
    try {
      C c = Native.load("c", C.class);
      int descriptor = c.posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
      c.grantpt(descriptor);
      c.unlockpt(descriptor);
      try (var name = new Memory(PATH_BYTES);
          var termios = new Memory(TERMIOS_BYTES_AT_MOST)) {
        c.ptsname_r(descriptor, name, PATH_BYTES);
        c.tcgetattr(descriptor, termios);
        c.cfmakeraw(termios);
        c.tcsetattr(descriptor, TCSANOW, termios);
        return new PseudoTerminal(c, descriptor, name.getString(0), clock);
      }
    } catch (LastErrorException | UnsatisfiedLinkError e) {
      throw new LinkLostException(
          "this system offers no pseudo-terminal ("
              + e.getMessage()
              + "); it takes Linux with /dev/pts mounted");
    }
  }

  /** What the other side opens, such as {@code /dev/pts/3}. */
  public String path() {
    return path;
  }

  @Override
  public String name() {
    return "the pseudo-terminal " + path;
  }

  @Override
  public void write(byte[] bytes, int length) {
    byte[] rest = Arrays.copyOf(bytes, length);
    long limit = clock.nanoTime() + WRITE_LIMIT_NANOS;
    while (rest.length > 0) {
      byte[] next = rest;
      int count =
          Polling.untilDeadline(
              clock, limit, () -> quietly(() -> c.write(descriptor, next, next.length)));
      if (count == 0) {
        return; // nobody reads: like a real wire, it does not care
      }
      rest = Arrays.copyOfRange(rest, count, rest.length);
    }
  }

  @Override
  public int read(byte[] into, long deadlineNanos) {
    return Polling.untilDeadline(
        clock, deadlineNanos, () -> quietly(() -> c.read(descriptor, into, into.length)));
  }

  @Override
  public void drain() {
    byte[] discarded = new byte[256];
    while (read(discarded, clock.nanoTime()) > 0) {
      // what it held is of no use to anybody
    }
  }

  private interface Call {
    long run();
  }

  private synchronized int quietly(Call call) {
    if (closed) {
      throw new LinkLostException(name() + " is closed; open a new one");
    }
    try {
      return (int) call.run();
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EAGAIN || e.getErrorCode() == EIO) {
        return 0; // nothing there, or nobody has opened the other side yet
      }
      throw new LinkLostException(name() + " failed with error " + e.getErrorCode());
    }
  }

  @Override
  public void beforeShutdown(Runnable action) {
    lastWords.set(action);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      lastWords.forget();
      c.close(descriptor);
    }
  }
}
