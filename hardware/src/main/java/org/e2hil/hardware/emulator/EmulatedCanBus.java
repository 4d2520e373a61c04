package org.e2hil.hardware.emulator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.can.CanBus;
import org.e2hil.hardware.can.CanFrame;
import org.e2hil.hardware.link.LinkLostException;

/**
 * An emulated A1X on a CAN-FD bus within reach of a call: no thread, no system call. A damaged
 * frame is found out by the bus's own checksum, as on the real one. It ends with the program, so
 * nothing runs before that. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class EmulatedCanBus implements CanBus {

  private final CanA1x arm;
  private final A1xFaults faults;
  private final Clock clock;
  private final Deque<Arrival> underWay = new ArrayDeque<>();
  private long damagedFrames;
  private volatile boolean closed;

  private record Arrival(CanFrame frame, long dueNanos) {}

  /** A bus with one arm on it. */
  public EmulatedCanBus(A1xEmulator emulator, Clock clock) {
    arm = new CanA1x(emulator);
    faults = emulator.faults();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "the emulated CAN bus";
  }

  @Override
  public void send(CanFrame frame) {
    requireWhole();
    if (isIntact(frame)) {
      arm.accept(frame.padded(), clock.nanoTime());
    }
  }

  @Override
  public Optional<CanFrame> receive() {
    requireWhole();
    long now = clock.nanoTime();
    arm.listen(
        now,
        (frame, at) -> {
          if (isIntact(frame)) {
            underWay.add(new Arrival(frame, at + faults.delayNanos()));
          }
        });
    if (underWay.isEmpty() || underWay.peek().dueNanos() - now > 0) {
      return Optional.empty();
    }
    return Optional.of(underWay.remove().frame());
  }

  private boolean isIntact(CanFrame frame) {
    byte[] sent = frame.data();
    byte[] arriving = faults.transmit(sent);
    boolean intact = Arrays.equals(sent, arriving);
    if (!intact && arriving.length > 0) {
      damagedFrames++;
    }
    return intact;
  }

  @Override
  public long damagedFrames() {
    return damagedFrames;
  }

  @Override
  public void beforeShutdown(Runnable action) {}

  @Override
  public void close() {
    closed = true;
  }

  private void requireWhole() {
    if (closed || faults.isUnplugged()) {
      throw new LinkLostException(
          name() + " is gone: its cable was pulled; plug it in and connect again");
    }
  }
}
