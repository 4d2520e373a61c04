package org.e2hil.hardware.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.e2hil.agent.robot.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialPortsTest {

  private static final long TEN_S = 10_000_000_000L;

  @TempDir private Path devices;
  private SerialPorts ports;

  @BeforeEach
  void plugIn() throws IOException {
    for (String name : new String[] {"ttyACM0", "ttyACM1", "ttyUSB0", "ttyS0", "null"}) {
      Files.createFile(devices.resolve(name));
    }
    ports = SerialPorts.in(devices);
  }

  private String path(String name) {
    return devices.resolve(name).toString();
  }

  /** Time that passes at once, in which somebody pulls cables after a second. */
  private final class Puller implements Clock {

    private final String[] cables;
    private long nowNanos;

    Puller(String... cables) {
      this.cables = cables;
    }

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public void sleepUntil(long nanoTime) {
      nowNanos = nanoTime;
      try {
        for (String cable : cables) {
          if (nowNanos >= 1_000_000_000L) {
            Files.deleteIfExists(devices.resolve(cable));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void onlyUsbAdaptersArePorts() {
    assertThat(ports.found()).containsExactly(path("ttyACM0"), path("ttyACM1"), path("ttyUSB0"));
  }

  @Test
  void theCableThatIsPulledTellsThePort() throws InterruptedException {
    assertThat(ports.awaitPulled(ports.found(), new Puller("ttyACM1"), TEN_S))
        .containsExactly(path("ttyACM1"));
  }

  @Test
  void whenNoCableIsPulledTheWaitingEnds() throws InterruptedException {
    Puller nobody = new Puller();

    assertThat(ports.awaitPulled(ports.found(), nobody, TEN_S)).isEmpty();
    assertThat(nobody.nanoTime()).isBetween(TEN_S, TEN_S + 1_000_000_000L);
    assertThat(ports.awaitPulled(Set.of(), nobody, 0)).isEmpty();
  }
}
