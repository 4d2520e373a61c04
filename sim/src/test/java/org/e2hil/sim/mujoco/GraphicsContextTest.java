package org.e2hil.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.e2hil.sim.mujoco.binding.Mj;
import org.junit.jupiter.api.Test;

class GraphicsContextTest {

  @Test
  void anUnknownWayToDrawIsRefusedWithTheKnownOnes() {
    assertThat(GraphicsContext.kinds("")).containsExactly(Mj.E2HIL_EGL, Mj.E2HIL_OSMESA);
    assertThat(GraphicsContext.kinds("osmesa")).containsExactly(Mj.E2HIL_OSMESA);
    assertThatThrownBy(() -> GraphicsContext.kinds("osmeza"))
        .isInstanceOf(RenderingUnavailableException.class)
        .hasMessageContainingAll("MUJOCO_GL is 'osmeza'", "egl", "osmesa");
  }
}
