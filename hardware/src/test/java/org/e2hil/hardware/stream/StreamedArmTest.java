package org.e2hil.hardware.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.agent.world.RailArm;
import org.junit.jupiter.api.Test;

class StreamedArmTest {

  @Test
  void anArmOfWhichAJointSlidesIsRefusedBeforeItsMotorsAreAskedAnything() {
    assertThatThrownBy(() -> new StreamedArm(null, RailArm.MODEL, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the joint rail of rail slides")
        .hasMessageContaining("implement RearmableRobot directly");
  }
}
