package org.e2hil.hardware.can;

import java.util.Arrays;
import java.util.HexFormat;
import org.apiguardian.api.API;

/** A CAN-FD frame with an 11-bit id and at most 64 bytes. Immutable. */
@API(status = API.Status.INTERNAL)
public final class CanFrame {

  /** Largest id. */
  public static final int MAX_ID = 0x7FF;

  /** Most bytes in a frame. */
  public static final int MAX_BYTES = 64;

  // ISO 11898-1: a data length code of 9 to 15 means one of these
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64};

  private final int id;
  private final byte[] data;

  /**
   * Copies the bytes.
   *
   * @param id 0 to 7FFh
   * @param data at most 64 bytes
   */
  public CanFrame(int id, byte... data) {
    if (id < 0 || id > MAX_ID) {
      throw new IllegalArgumentException(
          String.format("the id of a CAN frame lies in 0 to 7FFh, but is %Xh", id));
    }
    if (data.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a CAN-FD frame carries at most 64 bytes, but these are " + data.length);
    }
    this.id = id;
    this.data = data.clone();
  }

  /** What the frame is about. */
  public int id() {
    return id;
  }

  /** Bytes in it. */
  public int size() {
    return data.length;
  }

  /** A copy of its bytes. */
  public byte[] data() {
    return data.clone();
  }

  /** The big-endian signed number in two of its bytes. */
  public int int16(int at) {
    return data[at] << 8 | data[at + 1] & 0xFF;
  }

  /** The code that stands for the length on the wire, 0 to 15: of the shortest that holds it. */
  int lengthCode() {
    int code = 0;
    while (LENGTHS[code] < data.length) {
      code++;
    }
    return code;
  }

  /** Bytes that a length code, 0 to 15, stands for. */
  static int lengthOf(int code) {
    return LENGTHS[code];
  }

  /** The same with zeros behind, up to a length that the wire can carry. */
  public CanFrame padded() {
    return new CanFrame(id, Arrays.copyOf(data, lengthOf(lengthCode())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanFrame frame && frame.id == id && Arrays.equals(frame.data, data);
  }

  @Override
  public int hashCode() {
    return 31 * id + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return String.format("%03X##%s", id, HexFormat.of().withUpperCase().formatHex(data));
  }
}
