package org.e2hil.hardware.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A serial port whose device is at the other end of a pseudo-terminal. */
@EnabledOnOs(OS.LINUX)
class SerialLinkTest {

  private static final long LONG_NANOS = 5_000_000_000L;

  private final Clock clock = Clock.system();
  private final byte[] received = new byte[256];
  private PseudoTerminal device;

  @BeforeEach
  void plugIn() {
    device = PseudoTerminal.open(clock);
  }

  @AfterEach
  void unplug() {
    device.close();
  }

  @Test
  void everyByteValueArrivesAsItIsBothWays() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (SerialLink port = SerialLink.open(device.path(), 1_000_000, clock)) {
      port.write(all, all.length);
      assertThat(readAll(device, 256)).isEqualTo(all);
      device.write(all, all.length);
      assertThat(readAll(port, 256)).isEqualTo(all);
    }
  }

  @Test
  void nothingToReadIsNothingReadAtTheDeadline() {
    try (SerialLink port = SerialLink.open(device.path(), 1_000_000, clock)) {
      assertThat(port.read(received, clock.nanoTime() + 1_000_000)).isZero();
    }
  }

  @Test
  void aHangUpIsToldInASentenceThatNamesThePort() {
    try (SerialLink port = SerialLink.open(device.path(), 1_000_000, clock)) {
      device.close();

      assertThatThrownBy(() -> port.read(received, clock.nanoTime() + LONG_NANOS))
          .isInstanceOf(LinkLostException.class)
          .hasMessageContaining(device.path())
          .hasMessageContaining("cable");
    }
  }

  @Test
  void aPortThatIsNotThereIsToldInASentence() {
    assertThatThrownBy(() -> SerialLink.open("/dev/ttyNOWHERE", 1_000_000, clock))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("there is no serial port /dev/ttyNOWHERE");
  }

  private byte[] readAll(ByteLink link, int length) {
    byte[] all = new byte[length];
    int size = 0;
    long deadline = clock.nanoTime() + LONG_NANOS;
    while (size < length) {
      int count = link.read(received, deadline);
      assertThat(count).as("bytes before the deadline").isPositive();
      System.arraycopy(received, 0, all, size, count);
      size += count;
    }
    return all;
  }
}
