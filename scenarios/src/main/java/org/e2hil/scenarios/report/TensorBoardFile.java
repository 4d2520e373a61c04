package org.e2hil.scenarios.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard: a TFRecord file of {@code Event} messages. A record is its length, the
 * length's check sum, the message and the message's check sum; numbers are little-endian, check
 * sums are CRC-32C masked as TensorFlow's {@code core/lib/hash/crc32c.h} does.
 */
final class TensorBoardFile implements AutoCloseable {

  private static final int MASK_DELTA = 0xA282EAD8;

  // field numbers of tensorflow/core/util/event.proto and framework/summary.proto
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int EVENT_SESSION_LOG = 7;
  private static final int SESSION_LOG_STATUS = 1;
  private static final int SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;

  private final Path file;
  private final InstantSource clock;
  private final FileChannel channel;

  private TensorBoardFile(Path file, InstantSource clock, FileChannel channel) {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
  }

  /**
   * Begins a file.
   *
   * @param firstStep from which on TensorBoard forgets what an earlier file of the folder said
   */
  static TensorBoardFile create(Path folder, InstantSource clock, long firstStep) {
    Path file = folder.resolve("events.out.tfevents." + clock.millis() + ".e2hil");
    try {
      Files.createDirectories(folder);
      TensorBoardFile events =
          new TensorBoardFile(
              file,
              clock,
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
      events.write(
          events
              .event(0)
              .bytes(EVENT_FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
      events.write(
          events
              .event(firstStep)
              .message(EVENT_SESSION_LOG, new Message().varint(SESSION_LOG_STATUS, SESSION_START)));
      return events;
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  /** Adds scalars of one step; those that are not finite are left out. */
  void scalars(long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) -> {
          if (Double.isFinite(value)) {
            summary.message(
                SUMMARY_VALUE,
                new Message()
                    .bytes(VALUE_TAG, tag.getBytes(StandardCharsets.UTF_8))
                    .fixed32(VALUE_SIMPLE, Float.floatToRawIntBits(value.floatValue())));
          }
        });
    try {
      write(event(step).message(EVENT_SUMMARY, summary));
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }

  private Message event(long step) {
    Instant now = clock.instant();
    double seconds = now.getEpochSecond() + now.getNano() * 1e-9;
    return new Message()
        .fixed64(EVENT_WALL_TIME, Double.doubleToRawLongBits(seconds))
        .varint(EVENT_STEP, step);
  }

  private void write(Message event) throws IOException {
    byte[] data = event.toBytes();
    ByteBuffer record =
        ByteBuffer.allocate(data.length + Long.BYTES + 2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, data.length));
    record.flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /** The check sum of the first {@code length} bytes, masked. */
  static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  /** A message in protocol buffers' wire format. */
  private static final class Message {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message varint(int field, long value) {
      raw((long) field << 3 | VARINT);
      raw(value);
      return this;
    }

    Message fixed64(int field, long bits) {
      raw((long) field << 3 | FIXED64);
      little(bits, Long.BYTES);
      return this;
    }

    Message fixed32(int field, int bits) {
      raw((long) field << 3 | FIXED32);
      little(bits, Integer.BYTES);
      return this;
    }

    Message bytes(int field, byte[] bytes) {
      raw((long) field << 3 | BYTES);
      raw(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Message message(int field, Message message) {
      return bytes(field, message.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void little(long bits, int count) {
      for (int i = 0; i < count; i++) {
        out.write((int) (bits >>> (8 * i)));
      }
    }

    private void raw(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
