package org.e2hil.hardware.feetech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.ManualClock;
import org.e2hil.hardware.emulator.BusFaults;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.emulator.FeetechEmulator;
import org.e2hil.hardware.emulator.FirstOrderBody;
import org.e2hil.hardware.link.LinkLostException;
import org.e2hil.hardware.link.MemoryLink;
import org.junit.jupiter.api.Test;

class FeetechBusTest {

  private static final int[] ALL = {1, 2, 3};

  private final ManualClock clock = new ManualClock();
  private final BusFaults faults = new BusFaults(SeededRandom.of(7, "faults"));
  private final FeetechEmulator emulator =
      new FeetechEmulator(
          new double[] {2048, 1000, 3000}, new FirstOrderBody(new double[3], 0.02), faults);
  private final FeetechBus bus =
      new FeetechBus(
          new EmulatedLink(emulator, clock),
          clock,
          Map.of(1, "shoulder_pan", 2, "shoulder_lift", 3, "elbow_flex"),
          BusSettings.DEFAULT);

  @Test
  void aRegisterIsReadAndWritten() {
    bus.ping(1);
    assertThat(bus.read(1, Register.MODEL)).isEqualTo(Register.STS3215_MODEL);

    bus.write(2, Register.P_GAIN, 16);

    assertThat(bus.read(2, Register.P_GAIN)).isEqualTo(16);
    assertThat(bus.read(1, Register.P_GAIN)).as("the others keep theirs").isEqualTo(32);
  }

  @Test
  void whoeverIsOnTheWireAnswersToAQuestionToAll() {
    assertThat(bus.pingAll()).containsExactly(1, 2, 3);

    emulator.setRegister(3, Register.ID, 2);
    faults.mute(1, true);
    assertThat(bus.pingAll()).as("two of one name").containsExactly(2, 2);

    emulator.tune(500_000);
    assertThat(bus.pingAll()).as("at another speed").isEmpty();
  }

  @Test
  void allMotorsAreReadAndWrittenAtOnce() {
    bus.syncWrite(Register.GOAL_POSITION, ALL, new int[] {2100, 1010, 2990});

    Map<Integer, Reply> replies = sweep();

    assertThat(replies.get(1).value(Register.PRESENT_POSITION)).isEqualTo(2048);
    assertThat(replies.get(3).value(Register.PRESENT_POSITION)).isEqualTo(3000);
    assertThat(emulator.register(2, Register.GOAL_POSITION)).isEqualTo(1010);
  }

  @Test
  void whatWasWrittenBehindTheLockIsLostWithThePower() {
    bus.write(1, Register.LOCK, 1);
    bus.write(1, Register.P_GAIN, 16);
    bus.write(2, Register.LOCK, 0);
    bus.write(2, Register.P_GAIN, 16);

    emulator.powerCycle();

    assertThat(bus.read(1, Register.P_GAIN)).isEqualTo(32);
    assertThat(bus.read(2, Register.P_GAIN)).isEqualTo(16);
  }

  @Test
  void aSilentMotorIsNamedWithWhatToCheck() {
    faults.mute(3, true);

    assertThatThrownBy(() -> bus.read(3, Register.MODEL))
        .isInstanceOf(NoReplyException.class)
        .hasMessageStartingWith("motor 3 (elbow_flex) does not answer on the emulated bus")
        .hasMessageContaining("plugs");
    assertThat(sweep()).containsOnlyKeys(1, 2);
  }

  @Test
  void aMotorThatComplainsIsNamedWithItsComplaint() {
    faults.complain(3, StatusBit.OVERLOAD);

    assertThatThrownBy(() -> bus.write(3, Register.GOAL_POSITION, 3000))
        .isInstanceOf(MotorFaultException.class)
        .hasMessageStartingWith("motor 3 (elbow_flex) reports overload");
    assertThat(sweep().get(3).complaints()).containsExactly(StatusBit.OVERLOAD);
    assertThat(sweep().get(1).complaints()).isEmpty();
  }

  @Test
  void lostAndDamagedRepliesAreAskedForAgainAndNeverTakenForData() {
    faults.drop(0.1);
    faults.corrupt(0.1);
    int heard = 0;
    for (int i = 0; i < 500; i++) {
      for (Reply reply : sweep().values()) {
        heard++;
        int expected = new int[] {2048, 1000, 3000}[reply.id() - 1];
        assertThat(reply.value(Register.PRESENT_POSITION)).isEqualTo(expected);
      }
    }

    assertThat(heard).isGreaterThan(1300);
    assertThat(bus.counts().retries()).isPositive();
    assertThat(bus.counts().damaged()).isPositive();
  }

  @Test
  void aReplyThatComesTooLateIsNotTakenForTheAnswerToAnotherQuestion() {
    faults.delay(160_000_000);
    assertThatThrownBy(() -> bus.read(1, Register.P_GAIN)).isInstanceOf(NoReplyException.class);
    faults.delay(0);

    assertThat(bus.read(1, Register.TORQUE_ENABLE)).isZero();
  }

  @Test
  void aPulledCableIsToldAtOnce() {
    faults.unplug();

    assertThatThrownBy(() -> bus.ping(1))
        .isInstanceOf(LinkLostException.class)
        .hasMessageContaining("cable");
  }

  @Property(tries = 100)
  void whateverAnswersABusItEndsInTimeAndBelievesNothingThatIsNotWhole(
      @ForAll @Size(max = 300) byte[] noise) {
    ManualClock time = new ManualClock();
    MemoryLink.Pair cable = MemoryLink.pair(time);
    FeetechBus lonely = new FeetechBus(cable.host(), time, Map.of(), new BusSettings(5, 5, 0));
    cable.device().write(noise, noise.length);

    assertThatThrownBy(() -> lonely.read(1, Register.MODEL)).isInstanceOf(NoReplyException.class);
    assertThat(time.nanoTime()).isLessThan(20_000_000);
  }

  @Test
  void aServoKeepsItsNumberWhenItIsToldOneThatNoFrameCanCarry() {
    byte[] renumber = new Frame(1, 3, (byte) 5, (byte) 0xFF).encode();
    emulator.accept(renumber, renumber.length, clock.nanoTime());

    assertThat(bus.read(1, Register.ID)).isEqualTo(1);
  }

  @Property(tries = 200)
  void noBytesHoweverStrangeBreakTheEmulator(@ForAll @Size(max = 300) byte[] noise) {
    emulator.accept(noise, noise.length, clock.nanoTime());
    byte[] framed = new Frame(1, noise.length % 8, head(noise)).encode();
    emulator.accept(framed, framed.length, clock.nanoTime());
    byte[] swept = new Frame(Frame.BROADCAST, 0x82 + noise.length % 2, head(noise)).encode();
    emulator.accept(swept, swept.length, clock.nanoTime());

    assertThat(emulator.positionsRad()).hasSize(3);
  }

  private static byte[] head(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.min(bytes.length, 250));
  }

  private Map<Integer, Reply> sweep() {
    return bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_VELOCITY, ALL);
  }
}
