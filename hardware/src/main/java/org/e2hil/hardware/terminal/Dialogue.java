package org.e2hil.hardware.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;

/** Talks with the person at a terminal, who answers with single keys. One thread. */
@API(status = API.Status.INTERNAL)
public final class Dialogue implements AutoCloseable {

  private static final int LOOK_MS = 100;

  private final Keys typed;
  private final BooleanSupplier leaving;
  private int drawnLines;

  /** With the person who types these keys, which belong to this from now on. */
  public Dialogue(Keys typed) {
    this(typed, () -> false);
  }

  /**
   * The same in a program that somebody may want to end.
   *
   * @param leaving whether somebody wants it, as with Ctrl-C
   */
  public Dialogue(Keys typed, BooleanSupplier leaving) {
    this.typed = typed;
    this.leaving = leaving;
  }

  /**
   * With the person at the terminal that this program runs in.
   *
   * @param leaving whether somebody wants the program to end, as with Ctrl-C
   * @throws EnvironmentFaultException if it runs in none
   */
  public static Dialogue ofThisProgram(BooleanSupplier leaving) {
    return new Dialogue(ProgramTerminal.listen(), leaving);
  }

  /** Whether the person leaves, so that nothing shall be begun any more. */
  public boolean isLeaving() {
    return leaving.getAsBoolean() || typed.isEnded() || Thread.currentThread().isInterrupted();
  }

  /** Says something. */
  public void tell(String message) {
    drawnLines = 0;
    print(message);
  }

  /** Shows lines in the place of those that were drawn just before. */
  public void draw(List<String> lines) {
    String erase =
        drawnLines == 0 ? "" : String.format(Locale.ROOT, "\u001b[%dA\u001b[J", drawnLines);
    print(erase + String.join(System.lineSeparator(), lines));
    drawnLines = lines.size();
  }

  private void print(String text) {
    PrintWriter screen = typed.writer();
    screen.println(text);
    screen.flush();
  }

  /**
   * Asks, and waits for yes or no; no where nobody can answer any more, or the person leaves
   * instead. What is asked of somebody who is leaving already, such as whether the arm may go limp,
   * waits for its answer.
   */
  public boolean confirmed(String question) {
    boolean farewell = leaving.getAsBoolean();
    typed.ask();
    try {
      tell(question + " [y/n]");
      while (farewell
          ? !typed.isEnded() && !Thread.currentThread().isInterrupted()
          : !isLeaving()) {
        String answer = typed.next(LOOK_MS).orElse("");
        if (answer.equals("y") || answer.equals("n")) {
          return answer.equals("y");
        } else if (answer.length() == 1) {
          tell(String.format(Locale.ROOT, "Please answer y or n, not %s.", answer));
        }
      }
      return false;
    } finally {
      typed.answered();
    }
  }

  /**
   * Asks for something to be done, and waits for Enter.
   *
   * @throws EnvironmentFaultException if the person leaves instead, with Escape or for good
   */
  public void awaitDone(String instruction) {
    typed.forget();
    tell(instruction + " Then press Enter.");
    while (!enter(LOOK_MS)) {
      // the person takes the time that it takes
    }
  }

  /**
   * Whether Enter comes within a while.
   *
   * @throws EnvironmentFaultException if the person leaves, with Escape or for good
   */
  public boolean enter(int waitMs) {
    Optional<String> key = typed.next(waitMs);
    if (key.isEmpty() && isLeaving()) {
      throw new EnvironmentFaultException(
          "it was ended, or the terminal is gone; begin again when you are ready");
    } else if (key.filter("escape"::equals).isPresent()) {
      throw new EnvironmentFaultException(
          "it was ended with Escape; begin again when you are ready");
    }
    return key.filter("enter"::equals).isPresent();
  }

  /** Has something done as soon as a key goes down, on the terminal's own thread. */
  public void alert(String key, Runnable action) {
    typed.alert(key, action);
  }

  @Override
  public void close() {
    typed.close();
  }
}
