package org.e2hil.hardware.feetech;

import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * One frame of protocol 0: {@code FF FF id length code parameters checksum}, where length counts
 * parameters, code and checksum, and the checksum is the complement of the sum from id on. The code
 * is an {@link Instruction} on the way to a motor and its {@link StatusBit}s on the way back.
 * Immutable.
 */
@API(status = API.Status.INTERNAL)
public final class Frame {

  /** Every motor listens to it. */
  public static final int BROADCAST = 0xFE;

  static final int HEADER = 0xFF;
  static final int MAX_PARAMETERS = 253;

  private static final int OVERHEAD = 6;

  private final int id;
  private final int code;
  private final byte[] parameters;

  /**
   * Copies the parameters.
   *
   * @param id of a motor, 0 to 253, or {@link #BROADCAST}
   * @param code 0 to 255
   */
  public Frame(int id, int code, byte... parameters) {
    if (id < 0 || id > BROADCAST) {
      throw new IllegalArgumentException("the id of a frame lies in 0 to 254, but is " + id);
    }
    if (code < 0 || code > 0xFF) {
      throw new IllegalArgumentException("the code of a frame is one byte, but is " + code);
    }
    if (parameters.length > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "a frame carries at most 253 parameters, but these are " + parameters.length);
    }
    this.id = id;
    this.code = code;
    this.parameters = parameters.clone();
  }

  static Frame ping(int id) {
    return new Frame(id, Instruction.PING.code());
  }

  static Frame read(int id, int address, int length) {
    return new Frame(id, Instruction.READ.code(), (byte) address, (byte) length);
  }

  static Frame write(int id, Register register, int value) {
    byte[] parameters = new byte[1 + register.width()];
    parameters[0] = (byte) register.address();
    register.encode(value, parameters, 1);
    return new Frame(id, Instruction.WRITE.code(), parameters);
  }

  static Frame syncRead(int address, int length, int[] ids) {
    byte[] parameters = new byte[2 + ids.length];
    parameters[0] = (byte) address;
    parameters[1] = (byte) length;
    for (int i = 0; i < ids.length; i++) {
      parameters[2 + i] = (byte) ids[i];
    }
    return new Frame(BROADCAST, Instruction.SYNC_READ.code(), parameters);
  }

  static Frame syncWrite(Register register, int[] ids, int[] values) {
    int each = 1 + register.width();
    byte[] parameters = new byte[2 + ids.length * each];
    parameters[0] = (byte) register.address();
    parameters[1] = (byte) register.width();
    for (int i = 0; i < ids.length; i++) {
      parameters[2 + i * each] = (byte) ids[i];
      register.encode(values[i], parameters, 3 + i * each);
    }
    return new Frame(BROADCAST, Instruction.SYNC_WRITE.code(), parameters);
  }

  /** Whom it goes to, or comes from. */
  public int id() {
    return id;
  }

  /** The instruction's code, or the status bits of a reply. */
  public int code() {
    return code;
  }

  /** Bytes that it carries. */
  public int size() {
    return parameters.length;
  }

  /** One byte that it carries, 0 to 255. */
  public int parameter(int at) {
    return parameters[at] & 0xFF;
  }

  /** A copy of the bytes that it carries. */
  public byte[] parameters() {
    return parameters.clone();
  }

  /** The bytes on the wire. */
  public byte[] encode() {
    byte[] bytes = new byte[parameters.length + OVERHEAD];
    bytes[0] = (byte) HEADER;
    bytes[1] = (byte) HEADER;
    bytes[2] = (byte) id;
    bytes[3] = (byte) (parameters.length + 2);
    bytes[4] = (byte) code;
    System.arraycopy(parameters, 0, bytes, 5, parameters.length);
    bytes[bytes.length - 1] = (byte) checksum(bytes, 2, bytes.length - 1);
    return bytes;
  }

  /** Complement of the sum of the bytes in {@code [from, to)}. */
  static int checksum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += bytes[i] & 0xFF;
    }
    return ~sum & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && frame.id == id
        && frame.code == code
        && Arrays.equals(frame.parameters, parameters);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * id + code) + Arrays.hashCode(parameters);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (byte b : encode()) {
      text.append(text.isEmpty() ? "" : " ").append(String.format("%02X", b));
    }
    return text.toString();
  }
}
