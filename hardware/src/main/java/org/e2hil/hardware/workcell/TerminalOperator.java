package org.e2hil.hardware.workcell;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.terminal.Dialogue;
import org.e2hil.hardware.terminal.Keys;
import org.e2hil.hardware.terminal.ProgramTerminal;

/**
 * A person at a terminal: {@code s} success, {@code f} failure, {@code r} once more, {@code y} and
 * {@code n} for questions, without Enter, and Escape to stop at once. Keys that mean nothing at the
 * moment are passed over, and those that belong to the person who takes over are not heard at all.
 */
@API(status = API.Status.INTERNAL)
public final class TerminalOperator implements Operator {

  private static final Map<String, Signal> SIGNALS =
      Map.of("s", Signal.SUCCESS, "f", Signal.FAILURE, "r", Signal.RERECORD);
  private static final String STOP = "escape";

  private final Keys typed;
  private final Dialogue dialogue;

  /**
   * A person who types these keys, which belong to this from now on.
   *
   * @param leaving whether the program is told to end
   */
  TerminalOperator(Keys typed, BooleanSupplier leaving) {
    this.typed = typed;
    dialogue = new Dialogue(typed, leaving);
    tell(
        "At any time: s success, f failure, r once more (what was done does not count),"
            + " Escape emergency stop.");
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
    return new TerminalOperator(ProgramTerminal.listen(), ProgramTerminal::isEnding);
  }

  @Override
  public void tell(String message) {
    dialogue.tell(message);
  }

  @Override
  public boolean confirmed(String question) {
    return dialogue.confirmed(question);
  }

  /** {@inheritDoc} Of several keys the newest counts, so that a wrong one can be mended. */
  @Override
  public Optional<Signal> poll() {
    Signal newest = null;
    for (var key = typed.next(0); key.isPresent(); key = typed.next(0)) {
      newest = SIGNALS.getOrDefault(key.get(), newest);
    }
    return Optional.ofNullable(newest);
  }

  @Override
  public void onEmergencyStop(Runnable action) {
    typed.alert(STOP, action);
  }

  @Override
  public void close() {
    typed.close();
  }
}
