package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.e2hil.agent.robot.Arms;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.Test;

class PerArmTest {

  @Test
  void aTaskWithoutDimensionsForAnArmSaysSo() {
    try (var scene = new Scene("pick-banana", Arms.so101(), 0.005)) {
      assertThatThrownBy(() -> new PerArm<>(Map.of("a1x", 1)).in(scene))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("so101");
    }
  }
}
