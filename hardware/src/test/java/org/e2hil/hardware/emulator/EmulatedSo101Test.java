package org.e2hil.hardware.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.MemoryLink;
import org.junit.jupiter.api.Test;

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
}
