package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.hardware.a1x.A1xReading;
import org.e2hil.hardware.a1x.A1xStatus;
import org.e2hil.hardware.a1x.FunctionCode;
import org.e2hil.hardware.can.CanFrame;
import org.e2hil.hardware.stream.SteppedClock;
import org.junit.jupiter.api.Test;

class A1xEmulatorTest {

  private static final long S = 1_000_000_000L;

  private final EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(1, "faults"));
  private final A1xEmulator arm = device.emulator();
  private final List<A1xReading> readings = new ArrayList<>();
  private final List<A1xStatus> statuses = new ArrayList<>();

  private void listen(long now) {
    arm.listen(
        now,
        new A1xEmulator.Listener() {
          @Override
          public void feedback(A1xReading reading, long atNanos) {
            readings.add(reading);
          }

          @Override
          public void status(A1xStatus status, long atNanos) {
            statuses.add(status);
          }
        });
  }

  @Test
  void itTellsOfItselfTwoHundredTimesASecondAndNeverTwiceTheSame() {
    listen(0);
    listen(S);

    assertThat(readings).hasSize(201);
    assertThat(statuses).hasSize(2);
    for (int i = 1; i < readings.size(); i++) {
      assertThat(readings.get(i)).isNotEqualTo(readings.get(i - 1));
    }
    assertThat(statuses.get(1).bits(0)).isEqualTo(A1xStatus.RECEIVE_TIMEOUT);
  }

  @Test
  void fromPowerUpItFollowsAndHoldsWhenNobodySendsItAnywhereAnyMore() {
    double[] goal = {0.3, 1.9, -0.95, 0.62, 0, 0};
    listen(0);
    assertThat(arm.positions(S)[0]).as("limp").isZero();
    arm.move(goal, S);

    assertThat(arm.positions(2 * S)[0]).isCloseTo(0.3, within(1e-6));
    assertThat(arm.positions(60 * S)[0]).isCloseTo(0.3, within(1e-6));
    assertThat(arm.isUnderTorque()).isTrue();
  }

  @Test
  void letGoOfItFollowsNothing() {
    listen(0);
    arm.call(FunctionCode.DISABLE.code(), 0);
    arm.move(new double[] {0.3, 1.9, -0.95, 0.62, 0, 0}, 0);

    assertThat(arm.positions(S)[0]).isZero();
    assertThat(arm.isUnderTorque()).isFalse();
  }

  @Test
  void letGoOfItRepeatsItselfUntilItsPowerIsCut() {
    listen(0);
    arm.call(FunctionCode.CLEAR_ERROR.code(), 0);
    assertThat(arm.isUnderTorque()).as("clearing an error lets go too").isFalse();
    listen(S);
    assertThat(readings.subList(1, readings.size())).containsOnly(readings.get(1));

    arm.powerCycle();
    readings.clear();
    listen(2 * S);
    assertThat(readings.get(1)).isNotEqualTo(readings.get(0));
  }

  @Property(tries = 300)
  void noFrameHoweverStrangeBreaksIt(
      @ForAll @IntRange(min = 0x050, max = 0x057) int id, @ForAll @Size(max = 64) byte[] data) {
    SteppedClock clock = new SteppedClock();
    EmulatedCanBus bus = new EmulatedCanBus(device.emulator(), clock);
    bus.send(new CanFrame(id, data));
    clock.pass(10);

    assertThat(bus.receive()).isNotNull();
    assertThat(arm.positions(clock.nanoTime())).doesNotContain(Double.NaN);
  }

  @Property(tries = 300)
  void noBytesAndNoTextsHoweverStrangeBreakIt(
      @ForAll @Size(max = 200) byte[] noise, @ForAll String text) {
    SlcanEmulator adapter = new SlcanEmulator(device.emulator());
    adapter.accept("S8\rY5\rO\r".getBytes(StandardCharsets.US_ASCII), 9, 0);
    assertThat(adapter.accept(noise, noise.length, S)).isNotNull();

    RosbridgeEmulator.Session session = new RosbridgeEmulator(device.emulator()).connect();
    session.accept(text, 2 * S);
    session.accept("{\"op\":\"publish\",\"topic\":\"" + text + "\",\"msg\":{}}", 2 * S);
    assertThat(session.poll(2 * S)).isNotNull();
  }
}
