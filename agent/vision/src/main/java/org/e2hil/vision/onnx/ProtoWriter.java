package org.e2hil.vision.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apiguardian.api.API;

/**
 * Writes a message of Protocol Buffers, field by field, in their wire format
 * (protobuf.dev/programming-guides/encoding): as much of it as ONNX needs. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class ProtoWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds a whole number. */
  public ProtoWriter number(int field, long value) {
    varint(tag(field, ProtoField.VARINT));
    varint(value);
    return this;
  }

  /** Adds bytes. */
  public ProtoWriter bytes(int field, byte[] value) {
    varint(tag(field, ProtoField.BYTES));
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Adds a text. */
  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message as it is now. */
  public ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.toByteArray());
  }

  /** Adds a field of another message, unchanged. */
  ProtoWriter copy(ProtoField field) {
    switch (field.wireType()) {
      case ProtoField.VARINT -> number(field.number(), field.value());
      case ProtoField.BYTES -> bytes(field.number(), field.copyOfBytes());
      default -> {
        varint(tag(field.number(), field.wireType()));
        out.writeBytes(field.copyOfBytes());
      }
    }
    return this;
  }

  /** The message. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private static long tag(int field, int wireType) {
    return ((long) field << ProtoField.WIRE_TYPE_BITS) | wireType;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
