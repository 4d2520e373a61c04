package org.e2hil.hardware.emulator;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An emulator that listens at the device's end of a link, on a thread of its own. */
@API(status = API.Status.EXPERIMENTAL)
public final class EmulatorThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmulatorThread.class);

  private final EmulatedDevice emulator;
  private final ByteLink link;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean stopping;

  private EmulatorThread(EmulatedDevice emulator, ByteLink link, Clock clock) {
    this.emulator = emulator;
    this.link = link;
    this.clock = clock;
    thread = new Thread(this::run, "emulator");
    thread.setDaemon(true);
  }

  /** Begins to listen for servos; the link belongs to the result. */
  public static EmulatorThread start(FeetechEmulator emulator, ByteLink link, Clock clock) {
    return start((EmulatedDevice) emulator, link, clock);
  }

  /** Begins to listen; the link belongs to the result. */
  static EmulatorThread start(EmulatedDevice emulator, ByteLink link, Clock clock) {
    EmulatorThread listener = new EmulatorThread(emulator, link, clock);
    listener.thread.start();
    return listener;
  }

  private void run() {
    byte[] received = new byte[256];
    try (link) {
      while (!stopping && !emulator.faults().isUnplugged()) {
        int count = link.read(received, clock.nanoTime() + emulator.listenNanos());
        answer(emulator.accept(received, count, clock.nanoTime()));
      }
    } catch (LinkLostException e) {
      LOG.debug("The emulator's link ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(List<Arrival> arrivals) throws InterruptedException {
    for (Arrival arrival : arrivals) {
      clock.sleepUntil(arrival.dueNanos());
      byte[] bytes = new byte[arrival.bytes().size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = arrival.bytes().get(i);
      }
      link.write(bytes, bytes.length);
    }
  }

  /** Stops listening and closes the link, which for the other end is a hang-up. */
  @Override
  public void close() {
    stopping = true;
    link.close();
    thread.interrupt();
  }
}
