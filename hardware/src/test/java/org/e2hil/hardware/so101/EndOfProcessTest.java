package org.e2hil.hardware.so101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.EmulatedSo101;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.feetech.Register;
import org.e2hil.hardware.link.PseudoTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A whole program dies while its arm, which lives here, is away from its park pose. */
@EnabledOnOs(OS.LINUX)
class EndOfProcessTest {

  private static final long LONG_NANOS = 120_000_000_000L;

  private final Clock clock = Clock.system();
  private final EmulatedSo101 device = EmulatedSo101.atHome(SeededRandom.of(3, "faults"));
  private EmulatorThread emulator;
  private Process owner;

  @BeforeEach
  void startAProgramThatMovesTheArm(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("mine.json");
    Path output = folder.resolve("output");
    CalibrationFiles.write(file, device.calibration());
    PseudoTerminal terminal = PseudoTerminal.open(clock);
    emulator = EmulatorThread.start(device.emulator(), terminal, clock);
    owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ArmOwner.class.getName(),
                terminal.path(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long limit = clock.nanoTime() + LONG_NANOS;
    while (panRad() < 0.39 && owner.isAlive() && limit - clock.nanoTime() > 0) {
      clock.sleepUntil(clock.nanoTime() + 10_000_000);
    }
    assertThat(panRad())
        .as("the program has moved the arm, saying: %s", Files.readString(output))
        .isGreaterThan(0.39);
  }

  @AfterEach
  void clearUp() {
    owner.destroyForcibly();
    emulator.close();
  }

  @Test
  void aProgramThatIsAskedToEndParksItsArmAndLeavesItHolding() throws InterruptedException {
    owner.destroy();

    assertThat(owner.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(panRad()).isCloseTo(0, within(0.02));
    assertHolding();
  }

  @Test
  void aProgramThatIsKilledLeavesItsArmHoldingWhereItWas() throws InterruptedException {
    owner.destroyForcibly();

    assertThat(owner.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(panRad()).isCloseTo(0.4, within(0.02));
    assertHolding();
  }

  private double panRad() {
    device.emulator().advanceTo(clock.nanoTime());
    return device.emulator().positionsRad()[0];
  }

  private void assertHolding() {
    for (Motor motor : Motor.values()) {
      assertThat(device.emulator().register(motor.id(), Register.TORQUE_ENABLE)).isEqualTo(1);
    }
  }
}
