package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.link.PseudoTerminal;
import org.e2hil.hardware.stream.Confirmation;
import org.e2hil.hardware.stream.Limits;
import org.e2hil.hardware.stream.Park;
import org.e2hil.hardware.stream.Watchdogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a calibration file, a serial port, threads and time that passes by itself. */
@EnabledOnOs(OS.LINUX)
class So101ThreadTest {

  private static final int PATIENT_TICKS = 1000;

  private final Clock clock = Clock.system();
  private final EmulatedSo101 device = EmulatedSo101.atHome(SeededRandom.of(3, "faults"));

  @Test
  void anArmBehindASerialPortGoesWhereItIsAskedToAndTellsOfAPulledCable(@TempDir Path folder) {
    Path file = folder.resolve("mine.json");
    CalibrationFiles.write(file, device.calibration());
    PseudoTerminal terminal = PseudoTerminal.open(clock);
    EmulatorThread emulator = EmulatorThread.start(device.emulator(), terminal, clock);
    try (So101 robot =
        So101.connect(settings(terminal.path(), file, Bench.STAY.park()), Confirmation.nobody())) {
      for (int i = 0; i < PATIENT_TICKS && robot.state().positionRad(0) < 0.19; i++) {
        Bench.go(robot, Bench.away(robot, 0, 0.2), 1);
      }
      assertThat(robot.state().positionRad(0)).isCloseTo(0.2, within(0.02));

      device.faults().unplug();

      assertThatThrownBy(() -> Bench.go(robot, Bench.away(robot, 0, 0), PATIENT_TICKS))
          .isInstanceOf(EnvironmentFaultException.class)
          .hasMessageContaining(terminal.path())
          .hasMessageContaining("cable was pulled");
    } finally {
      emulator.close();
    }
  }

  /** As patient as a busy machine may need. */
  static So101Settings settings(String port, Path file, Park park) {
    return new So101Settings(
        port,
        "mine",
        Optional.of(file.toString()),
        50,
        Limits.DEFAULT,
        new Watchdogs(2000, 2000, 10_000),
        park,
        So101Settings.defaults().positionGain(),
        false,
        false);
  }
}
