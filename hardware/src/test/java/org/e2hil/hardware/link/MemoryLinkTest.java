package org.e2hil.hardware.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.robot.ManualClock;
import org.junit.jupiter.api.Test;

class MemoryLinkTest {

  private final ManualClock clock = new ManualClock();
  private final MemoryLink.Pair cable = MemoryLink.pair(clock);
  private final byte[] received = new byte[4];

  @Test
  void whatOneEndWritesTheOtherReads() {
    cable.host().write(new byte[] {1, 2, 3, 4, 5}, 5);

    assertThat(cable.device().read(received, 0)).isEqualTo(4);
    assertThat(received).containsExactly(1, 2, 3, 4);
    assertThat(cable.device().read(received, 0)).isEqualTo(1);
    assertThat(cable.host().read(received, 0)).isZero();
  }

  @Test
  void readingEndsAtItsDeadline() {
    assertThat(cable.host().read(received, 5_000_000)).isZero();

    assertThat(clock.nanoTime()).isEqualTo(5_000_000);
  }

  @Test
  void drainingThrowsAwayWhatHasCome() {
    cable.device().write(new byte[] {1, 2}, 2);
    cable.host().drain();

    assertThat(cable.host().read(received, 0)).isZero();
  }

  @Test
  void closingOneEndIsNoticedAtTheOther() {
    cable.device().close();

    assertThatThrownBy(() -> cable.host().read(received, 0)).isInstanceOf(LinkLostException.class);
  }
}
