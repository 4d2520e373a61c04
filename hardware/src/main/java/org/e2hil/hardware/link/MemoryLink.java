package org.e2hil.hardware.link;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;

/** Two ends of a cable that exists in memory alone. Each end belongs to one thread. */
@API(status = API.Status.INTERNAL)
public final class MemoryLink implements ByteLink {

  private final String name;
  private final Clock clock;
  private final ConcurrentLinkedQueue<Byte> incoming;
  private final ConcurrentLinkedQueue<Byte> outgoing;
  private final AtomicBoolean cut;
  private final ShutdownAction lastWords = new ShutdownAction();

  private MemoryLink(
      String name,
      Clock clock,
      ConcurrentLinkedQueue<Byte> incoming,
      ConcurrentLinkedQueue<Byte> outgoing,
      AtomicBoolean cut) {
    this.name = name;
    this.clock = clock;
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.cut = cut;
  }

  /** The ends of one cable. */
  public record Pair(MemoryLink host, MemoryLink device) {}

  /** A new cable; closing either end cuts it. */
  public static Pair pair(Clock clock) {
    var toHost = new ConcurrentLinkedQueue<Byte>();
    var toDevice = new ConcurrentLinkedQueue<Byte>();
    var cut = new AtomicBoolean();
    return new Pair(
        new MemoryLink("the host's end of a cable in memory", clock, toHost, toDevice, cut),
        new MemoryLink("the device's end of a cable in memory", clock, toDevice, toHost, cut));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(byte[] bytes, int length) {
    requireWhole();
    for (int i = 0; i < length; i++) {
      outgoing.add(bytes[i]);
    }
  }

  @Override
  public int read(byte[] into, long deadlineNanos) {
    return Polling.untilDeadline(clock, deadlineNanos, () -> take(into));
  }

  private int take(byte[] into) {
    requireWhole();
    int count = 0;
    while (count < into.length && !incoming.isEmpty()) {
      into[count++] = incoming.remove();
    }
    return count;
  }

  @Override
  public void drain() {
    requireWhole();
    incoming.clear();
  }

  @Override
  public void beforeShutdown(Runnable action) {
    lastWords.set(action);
  }

  @Override
  public void close() {
    lastWords.forget();
    cut.set(true);
  }

  private void requireWhole() {
    if (cut.get()) {
      throw new LinkLostException(name + " is cut; connect again with a new one");
    }
  }
}
