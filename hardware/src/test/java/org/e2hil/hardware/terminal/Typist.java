package org.e2hil.hardware.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.DumbTerminal;

/** Somebody who types into a terminal as a test says. */
public final class Typist {

  /** A busy machine may take long to pass on the rest of a control sequence. */
  private static final long ESCAPE_MS = 1000;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Line line = new Line();
  private final DumbTerminal terminal;
  private final ProgramTerminal program;

  /** Somebody at a terminal. */
  public Typist() {
    try {
      terminal = new DumbTerminal("test", "ansi", line, screen, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program = new ProgramTerminal(terminal, ESCAPE_MS);
  }

  /** Begins to listen to all that nobody claims. */
  public Keys listen() {
    return program.begin(Set.of());
  }

  /** Begins to listen to some keys. */
  public Keys listen(Set<String> claimed) {
    return program.begin(claimed);
  }

  /** What is on the screen. */
  public String screen() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** Types. */
  public void type(String text) {
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      line.bytes.add((int) one);
    }
  }

  /** Closes the window. */
  public void hangUp() {
    line.bytes.add(Line.END);
  }

  /** A pipe that does not mind which threads write and whether they are still there. */
  private static final class Line extends InputStream {

    static final int END = -1;
    final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

    @Override
    public int read() throws IOException {
      try {
        int next = bytes.take();
        if (next == END) {
          bytes.add(END);
        }
        return next;
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int next = length == 0 ? 0 : read();
      if (length > 0 && next != END) {
        into[offset] = (byte) next;
        return 1;
      }
      return next;
    }
  }

  boolean isRaw() {
    return !terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ICANON);
  }
}
