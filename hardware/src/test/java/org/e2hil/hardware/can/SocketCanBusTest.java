package org.e2hil.hardware.can;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.env.EnvironmentFaultException;
import org.junit.jupiter.api.Test;

class SocketCanBusTest {

  @Test
  void aBusThatIsNotThereIsToldInOneSentenceThatSaysHowToBringItUp() {
    assertThatThrownBy(() -> SocketCanBus.open("can-nowhere"))
        .isInstanceOf(EnvironmentFaultException.class)
        .hasMessageStartingWith("the CAN bus can-nowhere cannot be opened (")
        .hasMessageContaining("ip link set can-nowhere up type can")
        .hasMessageContaining("slcan")
        .hasMessageNotContaining("null");
  }
}
