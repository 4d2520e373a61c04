package org.e2hil.hardware.can;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Finds lines in a stream of bytes, however it is cut into pieces, and frames in the lines. A line
 * that does not add up costs itself alone. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class SlcanDecoder {

  // a frame of 64 bytes, and some more so that a longer one is told from it
  private static final int LONGEST_LINE = 5 + 2 * CanFrame.MAX_BYTES + 16;
  private static final byte REFUSED = 7;

  private final byte[] line = new byte[LONGEST_LINE];
  private final Consumer<String> commands;
  private int size;
  private boolean tooLong;
  private long damagedLines;
  private long refusals;

  /** For the host: everything but frames is left out. */
  public SlcanDecoder() {
    this(command -> {});
  }

  /**
   * For an adapter.
   *
   * @param commands receives lines that are no frames, such as {@code O}
   */
  public SlcanDecoder(Consumer<String> commands) {
    this.commands = commands;
  }

  /** Takes bytes in and passes on every whole frame. */
  public void accept(byte[] bytes, int length, Consumer<CanFrame> frames) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == REFUSED) {
        refusals++;
      } else if (bytes[i] == SlcanCodec.END) {
        endLine(frames);
      } else if (size < LONGEST_LINE) {
        line[size++] = bytes[i];
      } else {
        tooLong = true;
      }
    }
  }

  private void endLine(Consumer<CanFrame> frames) {
    byte[] whole = Arrays.copyOf(line, size);
    boolean damaged = tooLong;
    size = 0;
    tooLong = false;
    Optional<CanFrame> frame = damaged ? Optional.empty() : SlcanCodec.decode(whole);
    if (frame.isPresent()) {
      frames.accept(frame.get());
    } else if (damaged || (whole.length > 0 && !isCommand(whole))) {
      damagedLines++;
    } else if (whole.length > 0) {
      commands.accept(new String(whole, StandardCharsets.US_ASCII));
    }
  }

  /** Short, printable and no frame: an acknowledgement, a version, a command. */
  private static boolean isCommand(byte[] whole) {
    boolean printable = true;
    for (byte b : whole) {
      printable &= b >= ' ' && b <= '~';
    }
    return printable && whole.length <= 64 && !SlcanCodec.isFrame(whole[0]);
  }

  /** Lines that were left out because they did not add up. */
  public long damagedLines() {
    return damagedLines;
  }

  /** Commands that the other side refused. */
  public long refusals() {
    return refusals;
  }
}
