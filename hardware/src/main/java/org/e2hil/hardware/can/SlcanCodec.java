package org.e2hil.hardware.can;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Lines of text that stand for CAN-FD frames, as CANable 2 adapters and their kin write them:
 * {@code b}, three digits of the id, one digit of the length code, two digits a byte, and a
 * carriage return. {@code b} is a frame with a fast data phase, {@code d} one without, {@code t}
 * one of classic CAN.
 *
 * @see <a href="https://github.com/normaldotcom/canable2-fw">the firmware's list of commands</a>
 */
@API(status = API.Status.INTERNAL)
public final class SlcanCodec {

  /** Ends a line. */
  public static final byte END = '\r';

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int HEAD = 5;

  private SlcanCodec() {}

  /** The line for a frame, with a fast data phase, filled up with zeros to a legal length. */
  public static byte[] encode(CanFrame frame) {
    CanFrame padded = frame.padded();
    String line =
        String.format("b%03X%X", padded.id(), padded.lengthCode())
            + HEX.formatHex(padded.data())
            + (char) END;
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The frame of a line.
   *
   * @param line without its end
   * @return nothing if it stands for no frame with an 11-bit id
   */
  public static Optional<CanFrame> decode(byte[] line) {
    if (line.length < HEAD || !isFrame(line[0])) {
      return Optional.empty();
    }
    for (int i = 1; i < line.length; i++) {
      if (!HexFormat.isHexDigit(line[i])) {
        return Optional.empty();
      }
    }
    int id = 0;
    for (int i = 1; i <= 3; i++) {
      id = id << 4 | HexFormat.fromHexDigit(line[i]);
    }
    int size = CanFrame.lengthOf(HexFormat.fromHexDigit(line[4]));
    if (id > CanFrame.MAX_ID || line.length != HEAD + 2 * size || (line[0] == 't' && size > 8)) {
      return Optional.empty();
    }
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      int at = HEAD + 2 * i;
      data[i] =
          (byte) (HexFormat.fromHexDigit(line[at]) << 4 | HexFormat.fromHexDigit(line[at + 1]));
    }
    return Optional.of(new CanFrame(id, data));
  }

  /** True for the first character of a line that should be a frame with an 11-bit id. */
  static boolean isFrame(byte first) {
    return first == 'b' || first == 'd' || first == 't';
  }
}
