package org.e2hil.vision.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a message of Protocol Buffers.
 *
 * @param value of a whole number, else 0
 * @param bytes of everything else; a view into the message
 */
record ProtoField(int number, int wireType, long value, ByteBuffer bytes) {

  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int BYTES = 2;
  static final int FIXED_32 = 5;
  static final int WIRE_TYPE_BITS = 3;

  /**
   * The fields of a message, in their order.
   *
   * @throws IllegalArgumentException if the bytes are no message
   */
  static List<ProtoField> of(ByteBuffer message) {
    ByteBuffer in = message.duplicate();
    List<ProtoField> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        int wireType = (int) tag & (1 << WIRE_TYPE_BITS) - 1;
        long number = tag >>> WIRE_TYPE_BITS;
        if (number < 1 || number > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("a field has the number " + number);
        }
        fields.add(
            wireType == VARINT
                ? new ProtoField((int) number, wireType, varint(in), ByteBuffer.allocate(0))
                : new ProtoField((int) number, wireType, 0, take(in, length(wireType, in))));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a field breaks off", e);
    }
    return fields;
  }

  /** Those of this number, each as a message or text of its own. */
  static List<ByteBuffer> all(List<ProtoField> fields, int number) {
    return fields.stream()
        .filter(field -> field.number == number && field.wireType == BYTES)
        .map(ProtoField::bytes)
        .toList();
  }

  /** The texts of this number. */
  static List<String> texts(List<ProtoField> fields, int number) {
    return all(fields, number).stream().map(ProtoField::text).toList();
  }

  byte[] copyOfBytes() {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  private static long length(int wireType, ByteBuffer in) {
    return switch (wireType) {
      case FIXED_64 -> Long.BYTES;
      case BYTES -> varint(in);
      case FIXED_32 -> Integer.BYTES;
      default -> throw new IllegalArgumentException("a field has the wire type " + wireType);
    };
  }

  private static ByteBuffer take(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a field breaks off");
    }
    ByteBuffer taken = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return taken;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a whole number has more than 64 bits");
  }
}
