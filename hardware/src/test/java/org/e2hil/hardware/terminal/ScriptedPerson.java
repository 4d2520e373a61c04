package org.e2hil.hardware.terminal;

import java.util.function.BooleanSupplier;

/** Somebody at a terminal who follows a script on a thread of its own: waits for words, types. */
public final class ScriptedPerson {

  private static final int PATIENCE_MS = 40_000;

  private final Typist typist = new Typist();
  private int read;
  private Thread thread;
  private volatile Throwable failure;

  /** Part of a script. */
  public interface Script {
    /** Does it. */
    void run() throws Exception;
  }

  /** A conversation with this person. */
  public Dialogue dialogue() {
    return new Dialogue(typist.listen());
  }

  /** The same in a program that somebody may want to end. */
  public Dialogue dialogue(BooleanSupplier leaving) {
    return new Dialogue(typist.listen(), leaving);
  }

  /** The terminal. */
  public Typist typist() {
    return typist;
  }

  /** Begins. */
  public void begin(Script script) {
    thread =
        new Thread(
            () -> {
              try {
                script.run();
              } catch (Throwable e) {
                failure = e;
                typist.hangUp();
              }
            },
            "person");
    thread.start();
  }

  /** Waits until something is on the screen after what was waited for before. */
  public void await(String words) throws InterruptedException {
    int at = typist.screen().indexOf(words, read);
    for (int i = 0; at < 0; i++) {
      if (i == PATIENCE_MS) {
        throw new AssertionError("never saw '" + words + "' in:\n" + typist.screen());
      }
      Thread.sleep(1);
      at = typist.screen().indexOf(words, read);
    }
    read = at + words.length();
  }

  /** Types. */
  public void type(String keys) {
    typist.type(keys);
  }

  /** Waits for the end of the script, and fails if it did. */
  public void finish() throws InterruptedException {
    thread.join();
    if (failure != null) {
      throw new AssertionError("the script failed", failure);
    }
  }
}
