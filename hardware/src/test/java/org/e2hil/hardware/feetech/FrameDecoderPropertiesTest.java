package org.e2hil.hardware.feetech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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

/** What holds for any bytes on the wire. */
class FrameDecoderPropertiesTest {

  private final List<Frame> found = new ArrayList<>();
  private FrameDecoder decoder = new FrameDecoder();

  @BeforeTry
  void listenAgain() {
    decoder = new FrameDecoder();
    found.clear();
  }

  @Provide
  Arbitrary<Frame> frames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 254),
            Arbitraries.integers().between(0, 255),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(253))
        .as(Frame::new);
  }

  /** Noise that looks like frames more often than chance would have it. */
  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of((byte) 0xFF)),
            Tuple.of(2, Arbitraries.bytes().between((byte) 0, (byte) 6)),
            Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(600);
  }

  @Property(tries = 300)
  void everyFrameComesBackHoweverTheBytesAreCutIntoPieces(
      @ForAll @Size(max = 6) List<@From("frames") Frame> sent,
      @ForAll @IntRange(min = 1, max = 40) int piece) {
    accept(bytes(sent), piece);

    assertThat(found).isEqualTo(sent);
    assertThat(decoder.damagedFrames()).isZero();
    assertThat(decoder.skippedBytes()).isZero();
  }

  @Property(tries = 500)
  void whateverComesEveryFrameAddsUpAndNoByteIsLostFromTheCount(
      @ForAll("noise") byte[] noise, @ForAll @IntRange(min = 1, max = 40) int piece) {
    accept(noise, piece);
    decoder.reset();

    long inFrames = found.stream().mapToLong(frame -> frame.encode().length).sum();
    assertThat(inFrames + decoder.skippedBytes()).isEqualTo(noise.length);
    found.forEach(frame -> assertThat(contains(noise, frame.encode())).isTrue());
  }

  @Property(tries = 500)
  void aDamagedFrameIsNeverTakenForTheOneThatWasSent(
      @ForAll("frames") Frame sent,
      @ForAll @IntRange(min = 0, max = 258) int at,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    byte[] bytes = sent.encode();
    int damaged = at % bytes.length;
    bytes[damaged] ^= (byte) flip;
    accept(bytes, bytes.length);

    assertThat(found).doesNotContain(sent);
    assertThat(found)
        .as("a reply of the expected length from the expected motor")
        .noneMatch(frame -> frame.id() == sent.id() && frame.size() == sent.size());
    decoder.reset();
    assertThat(decoder.skippedBytes()).isPositive();
  }

  @Property(tries = 300)
  void afterNoiseAndSilenceTheNextFrameIsFound(
      @ForAll("noise") byte[] noise, @ForAll("frames") Frame sent) {
    accept(noise, noise.length + 1);
    decoder.reset();
    found.clear();
    accept(sent.encode(), 7);

    assertThat(found).containsExactly(sent);
  }

  private void accept(byte[] bytes, int piece) {
    for (int from = 0; from < bytes.length; from += piece) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
      decoder.accept(part, part.length, found::add);
    }
  }

  private static byte[] bytes(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frames.forEach(frame -> bytes.writeBytes(frame.encode()));
    return bytes.toByteArray();
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int from = 0; from + part.length <= whole.length; from++) {
      if (Arrays.equals(whole, from, from + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
