package org.e2hil.hardware.workcell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person who says what a test wants, and remembers all that was said to him. */
public final class ScriptedOperator implements Operator {

  private final List<String> heard = new ArrayList<>();
  private final Deque<Optional<Signal>> signals = new ArrayDeque<>();
  private String refused = "nothing";
  private Runnable stop = () -> {};
  private boolean closed;

  /** Says nothing for so many control periods and then this. */
  public ScriptedOperator after(int periods, Signal signal) {
    for (int i = 0; i < periods; i++) {
      signals.add(Optional.empty());
    }
    signals.add(Optional.of(signal));
    return this;
  }

  /** Answers no to questions that hold this. */
  public ScriptedOperator refusing(String text) {
    refused = text;
    return this;
  }

  /** All that was told and asked, in order. */
  public List<String> heard() {
    return heard;
  }

  /** True once nobody needs him any more. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void tell(String message) {
    heard.add(message);
  }

  @Override
  public boolean confirmed(String question) {
    heard.add(question);
    return !question.contains(refused);
  }

  @Override
  public Optional<Signal> poll() {
    return signals.isEmpty() ? Optional.empty() : signals.remove();
  }

  /** Presses the stop key. */
  public void stop() {
    stop.run();
  }

  @Override
  public void onEmergencyStop(Runnable action) {
    stop = action;
  }

  @Override
  public void close() {
    closed = true;
  }
}
