package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.ManualClock;
import org.e2hil.hardware.can.CanFrame;
import org.e2hil.hardware.can.SlcanCodec;
import org.e2hil.hardware.can.SlcanDecoder;
import org.e2hil.hardware.stream.Feedback;

/** What came to the driver of an A1X when somebody looked for what breaks it. */
class A1xWireFuzzTest {

  @FuzzTest(maxDuration = "90s")
  void linesOfAnAdapterGiveFramesThatReadBackAndReadingsThatAreNumbers(byte[] wire) {
    SlcanDecoder decoder = new SlcanDecoder(command -> assertThat(command).isNotEmpty());
    List<CanFrame> frames = new ArrayList<>();
    decoder.accept(wire, wire.length, frames::add);
    // what was left unfinished is ended
    decoder.accept(new byte[] {SlcanCodec.END}, 1, frames::add);

    for (CanFrame frame : frames) {
      byte[] line = SlcanCodec.encode(frame);
      byte[] withoutEnd = Arrays.copyOf(line, line.length - 1);
      assertThat(SlcanCodec.decode(withoutEnd)).contains(frame.padded());
      A1xFrames.status(frame);
      A1xFrames.feedback(frame)
          .ifPresent(
              reading -> {
                for (int motor = 0; motor < A1xFrames.MOTORS; motor++) {
                  assertThat(reading.position(motor)).isBetween(-7.0, 7.0);
                  assertThat(reading.velocity(motor)).isBetween(-44.0, 44.0);
                }
                assertThat(A1xFrames.feedback(A1xFrames.feedback(reading))).isPresent();
              });
    }
  }

  @FuzzTest(maxDuration = "90s")
  void messagesOfARosbridgeAreUnderstoodOrCountedAndNothingElse(byte[] text) {
    ManualClock clock = new ManualClock();
    ScriptedMessageLink coming = new ScriptedMessageLink();
    A1xSettings.Rosbridge route = A1xSettings.Rosbridge.DEFAULT;
    RosbridgeA1xLink link = new RosbridgeA1xLink(coming, clock, route, route.usualGripper());
    A1xMotors motors = new A1xMotors(link, Arms.a1x(), route.usualGripper(), clock);
    for (String message : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
      coming.coming.add(message);
    }
    Feedback feedback = Feedback.none(A1xFrames.JOINTS, clock.nanoTime());
    clock.advance(10_000_000);
    feedback = motors.measure(feedback);

    for (int joint = 0; joint < A1xFrames.JOINTS; joint++) {
      assertThat(feedback.positionRad(joint)).isFinite();
    }
    assertThat(feedback.gripperOpening()).isBetween(0.0, 1.0);
    motors.complaint();
    link.trouble();
    assertThat(link.whenSilent()).isNotEmpty();
    assertThat(link.counts().damaged()).isNotNegative();
    link.move(new double[A1xFrames.JOINTS], OptionalDouble.of(0));
  }
}
