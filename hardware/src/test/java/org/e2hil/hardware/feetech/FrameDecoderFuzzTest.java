package org.e2hil.hardware.feetech;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes on a servo bus that were found by looking for those that break the decoder. */
class FrameDecoderFuzzTest {

  @FuzzTest(maxDuration = "90s")
  void everyFrameAddsUpHoweverTheBytesAreCutAndNoneIsLostFromTheCount(byte[] wire) {
    int piece = wire.length == 0 ? 1 : 1 + (wire[0] & 0x1F);
    FrameDecoder decoder = new FrameDecoder();
    List<Frame> found = new ArrayList<>();
    for (int from = 0; from < wire.length; from += piece) {
      byte[] part = Arrays.copyOfRange(wire, from, Math.min(wire.length, from + piece));
      decoder.accept(part, part.length, found::add);
    }
    decoder.reset();

    FrameDecoder whole = new FrameDecoder();
    List<Frame> atOnce = new ArrayList<>();
    whole.accept(wire, wire.length, atOnce::add);
    assertThat(found).isEqualTo(atOnce);
    long inFrames = found.stream().mapToLong(frame -> frame.encode().length).sum();
    assertThat(inFrames + decoder.skippedBytes()).isEqualTo(wire.length);
    for (Frame frame : found) {
      FrameDecoder again = new FrameDecoder();
      List<Frame> back = new ArrayList<>();
      byte[] bytes = frame.encode();
      again.accept(bytes, bytes.length, back::add);
      assertThat(back).containsExactly(frame);
    }
  }
}
