package org.e2hil.hardware.can;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class SlcanCodecTest {

  private final List<CanFrame> found = new ArrayList<>();
  private SlcanDecoder decoder = new SlcanDecoder();

  @BeforeTry
  void listenAgain() {
    decoder = new SlcanDecoder();
    found.clear();
  }

  @Provide
  Arbitrary<CanFrame> frames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, CanFrame.MAX_ID),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(CanFrame.MAX_BYTES))
        .as(CanFrame::new);
  }

  /** Noise that looks like lines more often than chance would have it. */
  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of((byte) 'b', (byte) 't', (byte) 'd', (byte) '\r')),
            Tuple.of(8, Arbitraries.of((byte) '0', (byte) '1', (byte) '5', (byte) 'F')),
            Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(500);
  }

  @Test
  void aFrameIsWrittenAsTheFirmwaresManualWritesIt() {
    assertThat(text(new CanFrame(0x053, (byte) 1))).isEqualTo("b053101\r");
    assertThat(text(new CanFrame(0x051, new byte[10]))).isEqualTo("b0519" + "00".repeat(12) + "\r");
    assertThat(text(new CanFrame(0x050, new byte[60]))).isEqualTo("b050F" + "00".repeat(64) + "\r");
  }

  @Test
  void acknowledgementsAndAnswersAreNoFramesAndNoDamage() {
    accept("\rz\rV1013\rb05311".getBytes(StandardCharsets.US_ASCII), 3);
    accept("0\r".getBytes(StandardCharsets.US_ASCII), 3);

    assertThat(found).containsExactly(new CanFrame(0x053, (byte) 0x10));
    assertThat(decoder.damagedLines()).isZero();
  }

  @Test
  void aLineOfTheWrongLengthIsDamaged() {
    accept("b0531\rb053101FF\rbZZZ101\rbFFF0\r".getBytes(StandardCharsets.US_ASCII), 64);

    assertThat(found).isEmpty();
    assertThat(decoder.damagedLines()).isEqualTo(4);
  }

  @Property(tries = 300)
  void everyFrameComesBackHoweverTheBytesAreCutIntoPieces(
      @ForAll @Size(max = 6) List<@From("frames") CanFrame> sent,
      @ForAll @IntRange(min = 1, max = 40) int piece) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sent.forEach(frame -> bytes.writeBytes(SlcanCodec.encode(frame)));
    accept(bytes.toByteArray(), piece);

    assertThat(found).isEqualTo(sent.stream().map(CanFrame::padded).toList());
    assertThat(decoder.damagedLines()).isZero();
  }

  @Property(tries = 500)
  void whateverComesTheNextFrameIsFound(
      @ForAll("noise") byte[] noise, @ForAll("frames") CanFrame sent) {
    accept(noise, 7);
    accept(new byte[] {'\r'}, 1);
    found.clear();
    accept(SlcanCodec.encode(sent), 64);

    assertThat(found).containsExactly(sent.padded());
  }

  @Property(tries = 500)
  void aLineWithAByteThatIsNoDigitOrIsMissingIsLeftOutAndCounted(
      @ForAll("frames") CanFrame sent,
      @ForAll @IntRange(min = 1, max = 132) int at,
      @ForAll boolean missing) {
    byte[] line = SlcanCodec.encode(sent);
    int damaged = 1 + at % (line.length - 2);
    byte[] arriving = line.clone();
    arriving[damaged] |= (byte) 0x80;
    if (missing) {
      System.arraycopy(line, damaged + 1, arriving, damaged, line.length - damaged - 1);
      arriving = Arrays.copyOf(arriving, line.length - 1);
    }
    accept(arriving, arriving.length);

    assertThat(found).doesNotContain(sent.padded());
    assertThat(found.size() + decoder.damagedLines()).isEqualTo(1);
  }

  private void accept(byte[] bytes, int piece) {
    for (int from = 0; from < bytes.length; from += piece) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
      decoder.accept(part, part.length, found::add);
    }
  }

  private static String text(CanFrame frame) {
    return new String(SlcanCodec.encode(frame), StandardCharsets.US_ASCII);
  }
}
