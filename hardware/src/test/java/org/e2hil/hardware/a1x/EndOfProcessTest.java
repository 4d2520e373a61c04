package org.e2hil.hardware.a1x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.emulator.EmulatedA1x;
import org.e2hil.hardware.emulator.EmulatorThread;
import org.e2hil.hardware.emulator.RosbridgeServer;
import org.e2hil.hardware.link.PseudoTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A whole program dies while its arm, which lives here, is away from its park pose. */
@EnabledOnOs(OS.LINUX)
class EndOfProcessTest {

  private static final long LONG_NANOS = 120_000_000_000L;

  private final Clock clock = Clock.system();
  private final EmulatedA1x device = EmulatedA1x.atHome(SeededRandom.of(3, "faults"));

  @TempDir private Path folder;

  @Test
  void aProgramThatIsAskedToEndParksItsArmAndLeavesItHolding() throws Exception {
    try (RosbridgeServer bridge = device.serveRosbridge(0, clock)) {
      Process owner = startAProgramThatMovesTheArm(bridge.uri());
      owner.destroy();

      assertThat(owner.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(baseRad()).isCloseTo(0, within(0.02));
      assertThat(device.emulator().isUnderTorque()).isTrue();
    }
  }

  @Test
  void aProgramThatIsKilledLeavesItsArmHoldingWhereItWas() throws Exception {
    PseudoTerminal terminal = PseudoTerminal.open(clock);
    EmulatorThread adapter = device.serveSlcan(terminal, clock);
    try {
      Process owner = startAProgramThatMovesTheArm(terminal.path());
      owner.destroyForcibly();

      assertThat(owner.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(baseRad()).isCloseTo(0.4, within(0.02));
      assertThat(device.emulator().isUnderTorque()).isTrue();
    } finally {
      adapter.close();
    }
  }

  private Process startAProgramThatMovesTheArm(String where)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ArmOwner.class.getName(),
                where)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long limit = clock.nanoTime() + LONG_NANOS;
    while (baseRad() < 0.39 && owner.isAlive() && limit - clock.nanoTime() > 0) {
      clock.sleepUntil(clock.nanoTime() + 10_000_000);
    }
    assertThat(baseRad())
        .as("the program has moved the arm, saying: %s", Files.readString(output))
        .isGreaterThan(0.39);
    return owner;
  }

  private double baseRad() {
    return device.emulator().positions(clock.nanoTime())[0];
  }
}
