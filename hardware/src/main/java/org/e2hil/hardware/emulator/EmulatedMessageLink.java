package org.e2hil.hardware.emulator;

import java.util.Optional;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.rosbridge.MessageLink;

/** An emulated rosbridge within reach of a call: no thread, no system call. One thread. */
final class EmulatedMessageLink implements MessageLink {

  private final RosbridgeEmulator emulator;
  private final RosbridgeEmulator.Session session;
  private final Clock clock;
  private volatile boolean closed;

  EmulatedMessageLink(RosbridgeEmulator emulator, Clock clock) {
    this.emulator = emulator;
    this.clock = clock;
    session = emulator.connect();
  }

  @Override
  public String name() {
    return "the emulated address";
  }

  @Override
  public void send(String subject, String text) {
    requireWhole();
    session.accept(text, clock.nanoTime());
  }

  @Override
  public Optional<String> receive() {
    requireWhole();
    return session.poll(clock.nanoTime());
  }

  @Override
  public long droppedTexts() {
    return 0;
  }

  @Override
  public void beforeShutdown(Runnable action) {}

  @Override
  public void close() {
    closed = true;
    session.end();
  }

  private void requireWhole() {
    if (closed || emulator.faults().isUnplugged()) {
      throw new LinkLostException(
          "rosbridge at "
              + name()
              + " is gone; see that it and the network are up and connect"
              + " again");
    }
  }
}
