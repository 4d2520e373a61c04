package org.e2hil.hardware.feetech;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Finds frames in a stream of bytes, however it is cut into pieces. What does not add up is left
 * out and counted, and the search goes on at the next byte, so that a damaged frame costs itself
 * alone. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class FrameDecoder {

  private static final int LENGTH_AT = 3;
  private static final int BEFORE_CODE = 4;
  private static final int LONGEST = BEFORE_CODE + 0xFF;

  private final byte[] buffer = new byte[LONGEST];
  private int size;
  private long damagedFrames;
  private long skippedBytes;

  /** Takes bytes in and passes on every whole frame. */
  public void accept(byte[] bytes, int length, Consumer<Frame> frames) {
    for (int i = 0; i < length; i++) {
      buffer[size++] = bytes[i];
      while (size > 0 && !isPrefixOfFrame()) {
        drop(1);
      }
      while (size > LENGTH_AT && size >= BEFORE_CODE + length()) {
        takeFrame(frames);
      }
    }
  }

  private void takeFrame(Consumer<Frame> frames) {
    int end = BEFORE_CODE + length() - 1;
    if (Frame.checksum(buffer, 2, end) == (buffer[end] & 0xFF)) {
      byte[] parameters = new byte[length() - 2];
      System.arraycopy(buffer, BEFORE_CODE + 1, parameters, 0, parameters.length);
      frames.accept(new Frame(buffer[2] & 0xFF, buffer[BEFORE_CODE] & 0xFF, parameters));
      shift(end + 1);
    } else {
      damagedFrames++;
      drop(1);
    }
    while (size > 0 && !isPrefixOfFrame()) {
      drop(1);
    }
  }

  private boolean isPrefixOfFrame() {
    return (buffer[0] & 0xFF) == Frame.HEADER
        && (size < 2 || (buffer[1] & 0xFF) == Frame.HEADER)
        && (size < 3 || (buffer[2] & 0xFF) != Frame.HEADER)
        && (size <= LENGTH_AT || length() >= 2);
  }

  private int length() {
    return buffer[LENGTH_AT] & 0xFF;
  }

  private void drop(int count) {
    skippedBytes += count;
    shift(count);
  }

  private void shift(int count) {
    size -= count;
    System.arraycopy(buffer, count, buffer, 0, size);
  }

  /** Forgets a frame of which only the beginning has come; it counts as damaged. */
  public void reset() {
    if (size > 0) {
      damagedFrames++;
      drop(size);
    }
  }

  /** Frames that were left out because their checksum was wrong or their end never came. */
  public long damagedFrames() {
    return damagedFrames;
  }

  /** Bytes that belonged to no whole frame. */
  public long skippedBytes() {
    return skippedBytes;
  }
}
