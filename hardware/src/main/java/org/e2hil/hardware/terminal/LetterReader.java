package org.e2hil.hardware.terminal;

import java.io.Reader;
import java.util.Optional;

/**
 * The letters, digits and signs that are typed, one at a time, without the arrows and other keys
 * that come as sequences of letters too. One thread reads, any thread closes.
 */
public final class LetterReader extends Reader {

  private static final long LOOK_MS = 100;

  private final Typing typing;
  private final KeyDecoder decoder = new KeyDecoder();
  private volatile boolean closed;

  /** What is typed, which belongs to this from now on. */
  public LetterReader(Typing typing) {
    this.typing = typing;
  }

  /** Waits for a letter; −1 at the end, or once this is closed. */
  @Override
  public int read(char[] into, int offset, int length) {
    while (!closed && length > 0) {
      int c = typing.read(LOOK_MS);
      if (c == Typing.END) {
        return -1;
      }
      Optional<String> key = c == Typing.NOTHING ? decoder.pause() : decoder.accept((char) c);
      if (key.isPresent() && key.get().length() == 1) {
        into[offset] = key.get().charAt(0);
        return 1;
      }
    }
    return closed ? -1 : 0;
  }

  @Override
  public void close() {
    closed = true;
    typing.close();
  }
}
