package org.e2hil.hardware.feetech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.link.ByteLink;
import org.e2hil.hardware.link.LinkCounts;

/**
 * Servos on one half-duplex wire: the caller waits for the answer. A question whose answer does not
 * come in time, or comes damaged, is asked again a few times; all of them ask for, or set, a state,
 * so that asking twice does no harm. One thread.
 *
 * <p>Every method throws {@link org.e2hil.hardware.link.LinkLostException} once the link is gone.
 */
@API(status = API.Status.INTERNAL)
public final class FeetechBus {

  private static final long NANOS_PER_MS = 1_000_000;

  private static final int MOST_WAITS = 10;

  /** Each motor waits for those before it: LeRobot gives each 3 ms. */
  private static final int ALL_ANSWER_MS = 800;

  /** Who answered to {@link #pingAll} cannot be told. */
  public static final int UNKNOWN = -1;

  private final ByteLink link;
  private final Clock clock;
  private final Map<Integer, String> names;
  private final BusSettings settings;
  private final FrameDecoder decoder = new FrameDecoder();
  private final byte[] received = new byte[256];
  private boolean lateReplyPossible;
  private long questions;
  private long retries;
  private long strayFrames;

  /**
   * A bus over a link, which stays the caller's.
   *
   * @param clock the link's own
   * @param names of motors by id, for messages
   */
  public FeetechBus(ByteLink link, Clock clock, Map<Integer, String> names, BusSettings settings) {
    this.link = link;
    this.clock = clock;
    this.names = Map.copyOf(names);
    this.settings = settings;
  }

  /**
   * Checks that a motor is there and well.
   *
   * @throws NoReplyException if it is not there
   * @throws MotorFaultException if it complains
   */
  public void ping(int id) {
    ask(Frame.ping(id), 0);
  }

  /**
   * Asks every motor to answer, once, and waits as long as the last of 253 motors may take.
   *
   * @return the ids that answered, as often as they did, in the order of their answers; an answer
   *     that came damaged, as when two motors of one id speak at once, counts as {@link #UNKNOWN}
   */
  public List<Integer> pingAll() {
    waitForLateReplies();
    List<Integer> ids = new ArrayList<>();
    begin(Frame.ping(Frame.BROADCAST), 0);
    long damagedBefore = decoder.damagedFrames();
    collect(
        ALL_ANSWER_MS,
        frame -> {
          boolean expected = frame.size() == 0 && frame.id() != Frame.BROADCAST;
          if (expected) {
            ids.add(frame.id());
          }
          return expected;
        },
        () -> false);
    decoder.reset();
    for (long i = damagedBefore; i < decoder.damagedFrames(); i++) {
      ids.add(UNKNOWN);
    }
    return ids;
  }

  /**
   * Reads one register of one motor.
   *
   * @throws NoReplyException if it does not answer
   * @throws MotorFaultException if it complains
   */
  public int read(int id, Register register) {
    Frame reply = ask(Frame.read(id, register.address(), register.width()), register.width());
    return register.decode(reply.parameters(), 0);
  }

  /**
   * Writes one register of one motor and waits until it says that it has it.
   *
   * @throws NoReplyException if it does not answer
   * @throws MotorFaultException if it complains
   */
  public void write(int id, Register register, int value) {
    ask(Frame.write(id, register, value), 0);
  }

  /**
   * Reads neighbouring registers of many motors at once. A silent motor is asked again with the
   * other silent ones, and is missing from the result if it stays silent; complaints are for the
   * caller to judge.
   *
   * @param first its address is the first to be read
   * @param last its last byte is the last to be read
   * @return replies by id
   */
  public Map<Integer, Reply> sweep(Register first, Register last, int... ids) {
    int length = last.address() + last.width() - first.address();
    Map<Integer, Reply> replies = new TreeMap<>();
    int[] silent = ids;
    for (int attempt = 0; attempt <= settings.retries() && silent.length > 0; attempt++) {
      begin(Frame.syncRead(first.address(), length, silent), attempt);
      int[] asked = silent;
      collect(
          settings.sweepTimeoutMs(),
          frame -> {
            boolean expected =
                frame.size() == length && Arrays.stream(asked).anyMatch(id -> id == frame.id());
            if (expected) {
              replies.put(frame.id(), new Reply(frame, first.address()));
            }
            return expected;
          },
          () -> replies.size() == ids.length);
      silent = Arrays.stream(ids).filter(id -> !replies.containsKey(id)).toArray();
    }
    lateReplyPossible |= silent.length > 0;
    return replies;
  }

  /** Sends one register of many motors at once. Nobody answers, so a loss goes unseen. */
  public void syncWrite(Register register, int[] ids, int[] values) {
    send(Frame.syncWrite(register, ids, values));
  }

  /** What has happened so far. */
  public LinkCounts counts() {
    return new LinkCounts(questions, retries, decoder.damagedFrames(), strayFrames);
  }

  /** What a person calls a motor, such as {@code motor 3 (elbow_flex)}. */
  public String name(int id) {
    return "motor " + id + (names.containsKey(id) ? " (" + names.get(id) + ")" : "");
  }

  private Frame ask(Frame question, int replySize) {
    waitForLateReplies();
    for (int attempt = 0; attempt <= settings.retries(); attempt++) {
      begin(question, attempt);
      Frame[] reply = new Frame[1];
      collect(
          settings.replyTimeoutMs(),
          frame -> {
            boolean expected = frame.id() == question.id() && frame.size() == replySize;
            if (expected) {
              reply[0] = frame;
            }
            return expected;
          },
          () -> reply[0] != null);
      if (reply[0] != null) {
        if (!StatusBit.of(reply[0].code()).isEmpty()) {
          throw new MotorFaultException(name(question.id()), StatusBit.of(reply[0].code()));
        }
        return reply[0];
      }
      lateReplyPossible = true;
    }
    throw new NoReplyException(
        name(question.id())
            + " does not answer on "
            + link.name()
            + "; check its plugs, its power and that its id is "
            + question.id());
  }

  /**
   * A frame does not say which question it answers. Before another question, what is still on its
   * way to an earlier one must have come and gone.
   */
  private void waitForLateReplies() {
    boolean heard = lateReplyPossible;
    lateReplyPossible = false;
    for (int waits = 0; heard && waits < MOST_WAITS; waits++) {
      long before = strayFrames;
      collect(settings.replyTimeoutMs(), frame -> false, () -> false);
      heard = strayFrames > before;
    }
  }

  private void begin(Frame question, int attempt) {
    decoder.reset();
    link.drain();
    retries += attempt == 0 ? 0 : 1;
    send(question);
  }

  private void send(Frame frame) {
    questions++;
    byte[] bytes = frame.encode();
    link.write(bytes, bytes.length);
  }

  private interface Completion {
    boolean reached();
  }

  private void collect(int timeoutMs, Predicate<Frame> expected, Completion completion) {
    long deadline = clock.nanoTime() + timeoutMs * NANOS_PER_MS;
    // a line that never falls silent must not keep us past the deadline either
    int count = link.read(received, deadline);
    while (count > 0) {
      decoder.accept(
          received,
          count,
          frame -> {
            if (!expected.test(frame)) {
              strayFrames++;
            }
          });
      boolean over = completion.reached() || deadline - clock.nanoTime() <= 0;
      count = over ? 0 : link.read(received, deadline);
    }
  }
}
