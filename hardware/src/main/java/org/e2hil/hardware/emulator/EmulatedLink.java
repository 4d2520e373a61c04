package org.e2hil.hardware.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkLostException;

/**
 * An emulator within reach of a call: no thread, no system call, so that the owner of the clock
 * masters every byte. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class EmulatedLink implements ByteLink {

  private static final byte[] NOTHING = {};

  private final EmulatedDevice emulator;
  private final Clock clock;
  private final Deque<Arrival> underWay = new ArrayDeque<>();
  private volatile boolean closed;

  /** A cable to servos. */
  public EmulatedLink(FeetechEmulator emulator, Clock clock) {
    this((EmulatedDevice) emulator, clock);
  }

  /** A cable to any device. */
  EmulatedLink(EmulatedDevice emulator, Clock clock) {
    this.emulator = emulator;
    this.clock = clock;
  }

  @Override
  public String name() {
    return emulator.name();
  }

  @Override
  public void write(byte[] bytes, int length) {
    requireWhole();
    underWay.addAll(emulator.accept(bytes, length, clock.nanoTime()));
  }

  @Override
  public int read(byte[] into, long deadlineNanos) {
    requireWhole();
    underWay.addAll(emulator.accept(NOTHING, 0, clock.nanoTime()));
    long due = underWay.isEmpty() ? deadlineNanos : underWay.peek().dueNanos();
    long until = due - deadlineNanos < 0 ? due : deadlineNanos;
    try {
      clock.sleepUntil(until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
    requireWhole();
    int count = 0;
    while (!underWay.isEmpty()
        && underWay.peek().dueNanos() - clock.nanoTime() <= 0
        && count + underWay.peek().bytes().size() <= into.length) {
      for (byte b : underWay.remove().bytes()) {
        into[count++] = b;
      }
    }
    return count;
  }

  @Override
  public void drain() {
    requireWhole();
    underWay.removeIf(arrival -> arrival.dueNanos() - clock.nanoTime() <= 0);
  }

  /** Does nothing: an emulator ends with its process, so that nothing is left to be parked. */
  @Override
  public void beforeShutdown(Runnable action) {}

  @Override
  public void close() {
    closed = true;
  }

  private void requireWhole() {
    if (closed || emulator.faults().isUnplugged()) {
      throw new LinkLostException(
          name() + " is gone: its cable was pulled; plug it in and connect again");
    }
  }
}
