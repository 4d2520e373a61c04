package org.e2hil.hardware.can;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CAN-FD bus behind an adapter on a serial port that understands {@link SlcanCodec}. */
@API(status = API.Status.INTERNAL)
public final class SlcanBus implements CanBus {

  private static final Logger LOG = LoggerFactory.getLogger(SlcanBus.class);

  // 1 Mbit/s for ids, 5 Mbit/s for data; closed first, for an open channel refuses to be set up
  private static final String OPEN = "C\rS8\rY5\rO\r";
  private static final String CLOSE = "C\r";
  private static final int READ_BYTES = 4096;
  private static final int MOST_READS = 64;

  private final ByteLink link;
  private final Clock clock;
  private final SlcanDecoder decoder = new SlcanDecoder();
  private final Deque<CanFrame> received = new ArrayDeque<>();
  private final byte[] buffer = new byte[READ_BYTES];

  private SlcanBus(ByteLink link, Clock clock) {
    this.link = link;
    this.clock = clock;
  }

  /**
   * Opens the bus behind an adapter.
   *
   * @param link to the adapter, which belongs to the result
   */
  public static SlcanBus open(ByteLink link, Clock clock) {
    SlcanBus bus = new SlcanBus(link, clock);
    link.drain();
    bus.write(OPEN.getBytes(StandardCharsets.US_ASCII));
    return bus;
  }

  @Override
  public String name() {
    return "the CAN adapter at " + link.name();
  }

  @Override
  public void send(CanFrame frame) {
    write(SlcanCodec.encode(frame));
  }

  private void write(byte[] bytes) {
    link.write(bytes, bytes.length);
  }

  @Override
  public Optional<CanFrame> receive() {
    if (received.isEmpty()) {
      readAll();
    }
    return Optional.ofNullable(received.poll());
  }

  private void readAll() {
    // a line that never falls silent must not keep the stream from its cycle
    for (int reads = 0; reads < MOST_READS; reads++) {
      int count = link.read(buffer, clock.nanoTime());
      if (count == 0) {
        return;
      }
      decoder.accept(buffer, count, received::add);
    }
  }

  @Override
  public long damagedFrames() {
    return decoder.damagedLines() + decoder.refusals();
  }

  @Override
  public void beforeShutdown(Runnable action) {
    link.beforeShutdown(action);
  }

  @Override
  public void close() {
    try {
      write(CLOSE.getBytes(StandardCharsets.US_ASCII));
    } catch (LinkLostException e) {
      LOG.debug("The adapter was gone before its channel could be closed", e);
    }
    link.close();
  }
}
