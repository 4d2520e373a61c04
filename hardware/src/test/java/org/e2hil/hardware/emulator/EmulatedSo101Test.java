package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Frame;
import org.e2hil.hardware.feetech.FrameDecoder;
import org.e2hil.hardware.feetech.Instruction;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.StatusBit;
import org.e2hil.hardware.link.MemoryLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatedSo101Test {

  private static final double HOME_ELBOW_RAD = Arms.so101().homeRad().get(2);

  private static final BusSettings PATIENT = new BusSettings(1000, 1000, 3);

  private final EmulatedSo101 arm = EmulatedSo101.atHome(SeededRandom.of(1, "faults"));
  private final FeetechEmulator emulator = arm.emulator();

  @Test
  void itAnswersAtTheOtherEndOfACable() {
    Clock clock = Clock.system();
    MemoryLink.Pair cable = MemoryLink.pair(clock);
    try (EmulatorThread listening = EmulatorThread.start(emulator, cable.device(), clock)) {
      assertThat(listening).isNotNull();
      var bus = new FeetechBus(cable.host(), clock, Map.of(), PATIENT);

      assertThat(bus.sweep(Register.PRESENT_POSITION, Register.PRESENT_LOAD, 1, 2, 3, 4, 5, 6))
          .hasSize(6);
    }
  }

  @Test
  void itsMotorsStandWhereTheArmsHomeIs() {
    int elbow = emulator.register(3, Register.PRESENT_POSITION);
    int gripper = emulator.register(6, Register.PRESENT_POSITION);

    assertThat(elbow).isEqualTo(2047 + (int) Math.round(HOME_ELBOW_RAD * 4095 / (2 * Math.PI)));
    assertThat(gripper).isBetween(2047 + 620, 2047 + 630);
  }

  @Test
  void aMotorFollowsItsGoalUnderTorqueAloneAndKeepsItsLimits() {
    emulator.advanceTo(0);
    emulator.setRegister(3, Register.GOAL_POSITION, 4000);
    emulator.advanceTo(1_000_000_000);
    assertThat(emulator.positionsRad()[2]).isEqualTo(HOME_ELBOW_RAD);

    emulator.setRegister(3, Register.TORQUE_ENABLE, 1);
    emulator.advanceTo(2_000_000_000L);

    assertThat(emulator.register(3, Register.PRESENT_POSITION))
        .isEqualTo(emulator.register(3, Register.MAX_POSITION));
  }

  @Test
  void aPingToAllIsAnsweredByEveryMotorAndAWriteToAllByNone() {
    List<Integer> answered = new ArrayList<>();
    FrameDecoder decoder = new FrameDecoder();
    byte[] ping = new Frame(Frame.BROADCAST, Instruction.PING.code()).encode();
    for (Arrival arrival : emulator.accept(ping, ping.length, 0)) {
      byte[] bytes = new byte[arrival.bytes().size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = arrival.bytes().get(i);
      }
      decoder.accept(bytes, bytes.length, frame -> answered.add(frame.id()));
    }

    assertThat(answered).containsExactly(1, 2, 3, 4, 5, 6);
    byte[] limp = {(byte) Register.TORQUE_ENABLE.address(), 0};
    byte[] write = new Frame(Frame.BROADCAST, Instruction.WRITE.code(), limp).encode();
    assertThat(emulator.accept(write, write.length, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"MODE, 1", "TORQUE_LIMIT, 0"})
  void aMotorInAnotherModeOrWithoutAnyTorqueDoesNotGoToItsGoal(Register register, int value) {
    emulator.advanceTo(0);
    emulator.setRegister(3, Register.TORQUE_ENABLE, 1);
    emulator.setRegister(3, Register.GOAL_POSITION, 4000);
    emulator.setRegister(3, register, value);
    emulator.advanceTo(1_000_000_000);

    assertThat(emulator.positionsRad()[2]).isEqualTo(HOME_ELBOW_RAD);
  }

  @Test
  void aMotorThatIsBlockedTellsOfItsLoadUpToItsLimit() {
    FirstOrderBody blocked = new FirstOrderBody(arm.emulator().positionsRad(), 1e9);
    FeetechEmulator pushing = EmulatedSo101.of(blocked, SeededRandom.of(1, "faults")).emulator();
    pushing.advanceTo(0);
    pushing.setRegister(3, Register.TORQUE_ENABLE, 1);
    int at = pushing.register(3, Register.PRESENT_POSITION);
    pushing.setRegister(3, Register.GOAL_POSITION, at + 100);
    pushing.advanceTo(100_000_000);
    assertThat(pushing.register(3, Register.PRESENT_LOAD)).isBetween(90, 110);

    pushing.setRegister(3, Register.TORQUE_LIMIT, 50);
    pushing.advanceTo(200_000_000);
    assertThat(pushing.register(3, Register.PRESENT_LOAD)).isEqualTo(50);
  }

  /** Has the elbow push against something near it for a while. */
  private void push(double seconds, long from) {
    emulator.setRegister(3, Register.TORQUE_ENABLE, 1);
    emulator.obstruct(3, HOME_ELBOW_RAD - 0.01, HOME_ELBOW_RAD + 0.01);
    emulator.setRegister(3, Register.GOAL_POSITION, 3000);
    emulator.advanceTo(from);
    emulator.advanceTo(from + Math.round(seconds * 1e9));
  }

  @Test
  void aMotorThatPushesTooHardForItsProtectionTimeKeepsItsProtectiveTorqueAlone() {
    emulator.setRegister(3, Register.OVERLOAD_TORQUE, 40);
    push(1.9, 0);
    assertThat(emulator.positionsRad()[2]).isLessThanOrEqualTo(HOME_ELBOW_RAD + 0.01);
    assertThat(emulator.register(3, Register.PRESENT_LOAD)).isGreaterThan(400);
    assertThat(emulator.register(3, Register.STATUS)).as("for long enough").isZero();

    emulator.advanceTo(2_200_000_000L);
    assertThat(emulator.register(3, Register.STATUS)).isEqualTo(StatusBit.OVERLOAD.mask());
    assertThat(emulator.register(3, Register.PRESENT_LOAD)).isEqualTo(200);
    emulator.obstruct(3, -10, 10);
    emulator.advanceTo(4_000_000_000L);
    assertThat(emulator.register(3, Register.STATUS)).as("until it gets torque again").isNotZero();
  }

  @Test
  void aMotorForgetsAnOverloadWhenItGetsTorqueAgainOrWasWithoutPower() {
    emulator.setRegister(3, Register.OVERLOAD_TORQUE, 40);
    push(2.5, 0);
    emulator.setRegister(3, Register.TORQUE_ENABLE, 1);
    assertThat(emulator.register(3, Register.STATUS)).as("it had torque before").isNotZero();
    emulator.setRegister(3, Register.TORQUE_ENABLE, 0);
    emulator.setRegister(3, Register.TORQUE_ENABLE, 1);
    assertThat(emulator.register(3, Register.STATUS)).isZero();

    push(2.5, 3_000_000_000L);
    assertThat(emulator.register(3, Register.STATUS)).isNotZero();
    emulator.powerCycle(3);
    assertThat(emulator.register(3, Register.STATUS)).isZero();
  }
}
