package org.e2hil.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;

/** A world that is counted until it is closed. */
record CountedEnvironment(Environment world, AtomicInteger open) implements Environment {

  @Override
  public EnvironmentSpec spec() {
    return world.spec();
  }

  @Override
  public Observation reset(long seed) {
    return world.reset(seed);
  }

  @Override
  public StepResult step(Action action) {
    return world.step(action);
  }

  @Override
  public void close() {
    world.close();
    open.decrementAndGet();
  }
}
