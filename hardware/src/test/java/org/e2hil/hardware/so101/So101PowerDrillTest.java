package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.hardware.emulator.EmulatedLink;
import org.e2hil.hardware.feetech.BusSettings;
import org.e2hil.hardware.feetech.FeetechBus;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.feetech.StatusBit;
import org.junit.jupiter.api.Test;

/** Motors that lose their power, come back limp, are gone or do not let go. */
class So101PowerDrillTest {

  private static final int PAN = 0;

  private final Bench bench = new Bench();

  @Test
  void anOverloadedGripperHoldsAgainOnceTheArmWasPowerCycledAndRearmed() {
    try (So101 robot = bench.connect()) {
      bench.device.faults().complain(6, StatusBit.OVERLOAD);
      assertThatThrownBy(() -> Bench.go(robot, Bench.away(robot, PAN, 0.1), 10))
          .hasMessageContaining("power-cycle the arm");

      bench.device.faults().stall(true);
      bench.clock.pass(1000);
      bench.device.emulator().powerCycle();
      bench.device.faults().complain(6);
      bench.device.faults().stall(false);
      assertThat(bench.isUnderTorque()).isFalse();
      bench.clock.pass(100);
      robot.rearm();

      bench.clock.pass(300);
      assertThat(bench.isUnderTorque()).isTrue();
      assertThat(bench.device.emulator().register(6, Register.TORQUE_LIMIT))
          .as("configured again")
          .isEqualTo(500);
      assertThat(bench.device.emulator().register(1, Register.ACCELERATION)).isEqualTo(254);
      Bench.go(robot, Bench.away(robot, PAN, 0.5), 100);
      assertThat(bench.shaftRad(PAN)).isCloseTo(0.5, within(5e-3));
    }
  }

  @Test
  void anErrorInTheDriverHoldsTheArmAndIsToldWithItsCause() {
    boolean[] failing = {false};
    Runnable fail =
        () -> {
          if (failing[0]) {
            throw new StackOverflowError("in the bus");
          }
        };
    try (So101 robot = bench.connect(fail)) {
      failing[0] = true;
      bench.clock.pass(50);
      failing[0] = false;

      assertThat(robot.stopped().orElseThrow())
          .contains("the driver failed and the arm holds", "StackOverflowError: in the bus");
      assertThatThrownBy(() -> Bench.go(robot, Bench.away(robot, PAN, 0.1), 10))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining("StackOverflowError: in the bus");
      robot.rearm();
      bench.clock.pass(300);
      Bench.go(robot, Bench.away(robot, PAN, 0.1), 100);
      assertThat(bench.shaftRad(PAN)).isCloseTo(0.1, within(5e-3));
    }
  }

  @Test
  void anArmThatStandsStillAndLosesItsTorqueSaysSoAtOnceAndWhoDid() {
    try (So101 robot = bench.connect()) {
      bench.device.emulator().powerCycle(2);
      bench.device.emulator().powerCycle(3);
      bench.clock.pass(100);

      assertThat(robot.stopped().orElseThrow())
          .startsWith("motor 2 (shoulder_lift), motor 3 (elbow_flex) went limp");
    }
  }

  @Test
  void oneMotorThatDoesNotLetGoKeepsNoOtherFromGoingLimpAndIsNamed() {
    bench.answer = true;
    So101 robot = bench.connect();
    bench.device.faults().mute(2, true);
    robot.close();

    for (int id : List.of(1, 3, 4, 5, 6)) {
      assertThat(bench.device.emulator().register(id, Register.TORQUE_ENABLE)).isZero();
    }
    assertThat(bench.device.emulator().register(2, Register.TORQUE_ENABLE)).isEqualTo(1);
    Calibration calibration = bench.device.calibration();
    FeetechBus bus =
        new FeetechBus(
            new EmulatedLink(bench.device.emulator(), bench.clock),
            bench.clock,
            Motor.labelsById(),
            BusSettings.DEFAULT);
    Servos servos =
        new Servos(bus, calibration, new ConnectSequence(bus, calibration), bench.clock);
    assertThatThrownBy(servos::release)
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("motor 2 (shoulder_lift) may still hold");
  }

  @Test
  void aMotorThatIsGoneIsTheReasonWhicheverLimitIsReachedFirst() {
    for (int ms = 480; ms <= 520; ms++) {
      Bench fresh = new Bench();
      try (So101 robot = fresh.connect()) {
        fresh.device.faults().mute(3, true);
        fresh.clock.pass(ms);
        assertThatThrownBy(
                () -> {
                  while (true) {
                    robot.state();
                    fresh.clock.pass(1);
                  }
                })
            .hasMessageStartingWith("no answer from motor 3 (elbow_flex) for 500 ms");
      }
    }
  }
}
