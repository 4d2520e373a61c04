package org.e2hil.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class TensorBoardFileTest extends SmallRecording {

  @Test
  void tensorBoardsFileReadsBackWithItsCheckSums() throws IOException {
    RunDirectory run = run("events");
    record(run, 0, 5);

    Path file;
    try (var files = Files.list(run.tensorBoard())) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    List<byte[]> events = records(Files.readAllBytes(file));
    // a version, a session's start, five episodes, an interval and an evaluation
    assertThat(events).hasSize(9);
    ByteBuffer version = ByteBuffer.wrap(events.get(0)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(version.get()).isEqualTo((byte) (1 << 3 | 1));
    assertThat(version.getDouble()).isCloseTo(CLOCK.millis() / 1000.0, within(1e-3));
    assertThat(new String(events.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
        .endsWith("brain.Event:2");
    byte[] interval = events.get(7);
    byte[] tag = "learner/keep_ratio".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int at = indexOf(interval, tag) + tag.length;
    assertThat(interval[at]).isEqualTo((byte) (2 << 3 | 5));
    assertThat(ByteBuffer.wrap(interval, at + 1, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat())
        .isEqualTo(0.848f);
    assertThat(
            indexOf(interval, "upper_bound".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isNegative();
  }

  /** The check value of RFC 3720, B.4, for 32 bytes of zero: 0x8A9136AA. */
  @Test
  void theCheckSumIsMaskedCastagnoli() {
    int masked = TensorBoardFile.maskedCrc(new byte[32], 32);

    assertThat(Integer.rotateLeft(masked - 0xA282EAD8, 15)).isEqualTo(0x8A9136AA);
  }

  private static List<byte[]> records(byte[] bytes) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int start = in.position();
      byte[] data = new byte[(int) in.getLong()];
      assertThat(in.getInt()).isEqualTo(masked(Arrays.copyOfRange(bytes, start, start + 8)));
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      found.add(data);
    }
    return found;
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int sum = (int) crc.getValue();
    return (sum >>> 15 | sum << 17) + 0xA282EAD8;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}
