package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.emulator.RosbridgeServer;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Limits;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.Watchdogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The whole way: a serial port or a WebSocket, threads and time that passes by itself. */
class A1xThreadTest {

  private static final int PATIENT_TICKS = 3000;

  private final Clock clock = Clock.system();
  private final EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(3, "faults"));

  @Test
  @EnabledOnOs(OS.LINUX)
  void anArmBehindASerialPortGoesWhereItIsAskedToAndTellsOfAPulledCable() {
    PseudoTerminal terminal = PseudoTerminal.open(clock);
    EmulatorThread adapter = device.serveSlcan(terminal, clock);
    try {
      assertFollowsAndTellsOfItsEnd(new A1xSettings.Slcan(terminal.path(), true), terminal.path());
    } finally {
      adapter.close();
    }
  }

  @Test
  void anArmBehindRosbridgeGoesWhereItIsAskedToAndTellsOfALostConnection() {
    try (RosbridgeServer bridge = device.serveRosbridge(0, clock)) {
      assertFollowsAndTellsOfItsEnd(
          new A1xSettings.Rosbridge(bridge.uri(), "/function_frame_arm"), bridge.uri());
    }
  }

  private void assertFollowsAndTellsOfItsEnd(A1xSettings.Route route, String name) {
    try (A1x robot = A1x.connect(settings(route, Park.anywhere()), Confirmation.nobody())) {
      for (int i = 0; i < PATIENT_TICKS && robot.state().positionRad(0) < 0.19; i++) {
        Bench.go(robot, Bench.away(0, 0.2), 1);
      }
      assertThat(robot.state().positionRad(0)).isCloseTo(0.2, within(0.02));

      device.faults().unplug();

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(0, 0), PATIENT_TICKS))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("is gone");
    }
    assertThat(device.emulator().isUnderTorque()).isTrue();
  }

  @Test
  void anAddressWithoutRosbridgeIsToldInASentence() {
    A1xSettings settings =
        settings(new A1xSettings.Rosbridge("ws://localhost:1", "/f"), Park.anywhere());

    assertThatThrownBy(() -> A1x.connect(settings, Confirmation.nobody()))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("nobody answers at ws://localhost:1; start rosbridge");
  }

  /** As patient as a busy machine may need. */
  static A1xSettings settings(A1xSettings.Route route, Park park) {
    return new A1xSettings(
        route,
        100,
        new Limits(1.5, 8, 2),
        new Watchdogs(2000, 2000, 10_000),
        park,
        Optional.empty(),
        false);
  }
}
