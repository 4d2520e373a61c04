package org.e2hil.agent.env;

import org.e2hil.agent.world.PointWorld;

class PointWorldContractTest implements EnvironmentContract {

  @Override
  public Workcell open() {
    return PointWorld.open();
  }

  @Override
  public Workcell open(int horizon) {
    return PointWorld.open(PointWorld.SPEC.withHorizon(horizon), () -> {});
  }
}
