package org.e2hil.hardware.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.DumbTerminal;

/** Somebody who types into a terminal as a test says. */
public final class Typist {

  private final PipedOutputStream fingers = new PipedOutputStream();
  private final DumbTerminal terminal;
  private final ProgramTerminal program;

  /** Somebody at a terminal. */
  public Typist() {
    try {
      terminal =
          new DumbTerminal(
              "test",
              "ansi",
              new PipedInputStream(fingers),
              new ByteArrayOutputStream(),
              StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program = new ProgramTerminal(terminal);
  }

  /** Begins to listen. */
  public Typing listen() {
    return program.begin();
  }

  /** Types. */
  public void type(String text) throws IOException {
    fingers.write(text.getBytes(StandardCharsets.UTF_8));
    fingers.flush();
  }

  /** Closes the window. */
  public void hangUp() throws IOException {
    fingers.close();
  }

  boolean isRaw() {
    return !terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ICANON);
  }
}
