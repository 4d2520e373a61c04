package org.e2hil.agent.training;

import java.util.function.BooleanSupplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;

/** A world whose cable is off at some of its resets. */
final class BreakingWorld implements Environment {

  private final Environment world;
  private final BooleanSupplier off;

  private BreakingWorld(Environment world, BooleanSupplier off) {
    this.world = world;
    this.off = off;
  }

  /** Breaks where {@code off} says so, which is asked once a reset. */
  static Environment at(Environment world, BooleanSupplier off) {
    return new BreakingWorld(world, off);
  }

  @Override
  public EnvironmentSpec spec() {
    return world.spec();
  }

  @Override
  public Observation reset(long seed) {
    if (off.getAsBoolean()) {
      throw new EnvironmentFaultException("the cable is off");
    }
    return world.reset(seed);
  }

  @Override
  public StepResult step(Action action) {
    return world.step(action);
  }

  @Override
  public void close() {
    world.close();
  }
}
