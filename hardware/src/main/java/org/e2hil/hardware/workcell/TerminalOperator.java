package org.e2hil.hardware.workcell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.terminal.LetterReader;
import org.e2hil.hardware.terminal.ProgramTerminal;
import org.e2hil.hardware.terminal.Typing;

/**
 * A person at a terminal: {@code s} success, {@code f} failure, {@code r} once more, {@code y} and
 * {@code n} for questions, without Enter. Letters that mean nothing at the moment are passed over.
 */
public final class TerminalOperator implements Operator {

  private static final Map<Character, Verdict> VERDICTS =
      Map.of('s', Verdict.SUCCESS, 'f', Verdict.FAILURE, 'r', Verdict.RERECORD);
  private static final char END = '\0';
  private static final int MOST_WAITING = 1000;
  private static final int LOOK_MS = 100;

  private final PrintWriter out;
  private final Runnable letGo;
  private final BlockingQueue<Character> typed = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean closed;
  private volatile boolean ended;

  private TerminalOperator(PrintWriter out, Runnable letGo) {
    this.out = out;
    this.letGo = letGo;
  }

  /**
   * The person at the terminal that this program runs in.
   *
   * @throws EnvironmentFaultException if it runs in none
   */
  // from Java 22 on there is always a console, which a robot without a terminal finds out by its
  // operator's silence: nobody answers yes
  @SuppressWarnings("SystemConsoleNull")
  public static TerminalOperator ofThisProgram() {
    if (System.console() == null) {
      throw new EnvironmentFaultException(
          "a robot needs somebody who watches it: run this in a terminal, with neither its input"
              + " nor its output redirected");
    }
    // whoever takes over by keys listens to the same terminal
    Typing typing = ProgramTerminal.listen();
    LetterReader letters = new LetterReader(typing);
    return of(letters, typing.writer(), letters::close);
  }

  /** A person who types into one and reads the other; both stay the caller's. */
  static TerminalOperator of(Reader in, PrintWriter out) {
    return of(in, out, () -> {});
  }

  private static TerminalOperator of(Reader in, PrintWriter out, Runnable letGo) {
    TerminalOperator operator = new TerminalOperator(out, letGo);
    Thread listener = new Thread(() -> operator.listen(in), "operator");
    // nothing can make a read of a terminal return
    listener.setDaemon(true);
    listener.start();
    operator.tell("At any time: s success, f failure, r once more (what was done does not count).");
    return operator;
  }

  private void listen(Reader in) {
    try {
      for (int c = in.read(); c >= 0 && !closed; c = in.read()) {
        if (!Character.isWhitespace(c)) {
          // somebody who leans on the keyboard says nothing more with the thousandth letter
          typed.offer((char) Character.toLowerCase(c));
        }
      }
    } catch (IOException e) {
      tell("The terminal cannot be read any more: " + e.getMessage());
    }
    ended = true;
    typed.offer(END);
  }

  @Override
  public void tell(String message) {
    out.println(message);
    out.flush();
  }

  @Override
  public boolean confirmed(String question) {
    typed.removeIf(c -> c != END);
    tell(question + " [y/n]");
    try {
      while (!ended || !typed.isEmpty()) {
        Character answer = typed.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (answer != null && (answer == 'y' || answer == 'n')) {
          return answer == 'y';
        } else if (answer != null && answer != END) {
          tell(String.format(Locale.ROOT, "Please answer y or n, not %c.", answer));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public Optional<Verdict> verdict() {
    Verdict newest = null;
    for (Character c = typed.poll(); c != null; c = typed.poll()) {
      newest = VERDICTS.getOrDefault(c, newest);
    }
    return Optional.ofNullable(newest);
  }

  @Override
  public void close() {
    closed = true;
    letGo.run();
  }
}
