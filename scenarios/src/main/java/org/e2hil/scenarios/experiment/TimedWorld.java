package org.e2hil.scenarios.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;

/**
 * A world that notes how long its control steps take, and how long nothing is asked between two.
 */
final class TimedWorld implements Environment {

  private final Environment world;
  private final LongSupplier nanoTime;
  private final List<Long> within = new ArrayList<>();
  private final List<Long> between = new ArrayList<>();
  private long ended;
  private boolean running;

  TimedWorld(Environment world, LongSupplier nanoTime) {
    this.world = world;
    this.nanoTime = nanoTime;
  }

  /** Of each control step, ns. */
  List<Long> within() {
    return within;
  }

  /** From the end of a control step to the next of the same episode, ns. */
  List<Long> between() {
    return between;
  }

  @Override
  public EnvironmentSpec spec() {
    return world.spec();
  }

  @Override
  public Observation reset(long seed) {
    running = false;
    return world.reset(seed);
  }

  @Override
  public StepResult step(Action action) {
    long begun = nanoTime.getAsLong();
    if (running) {
      between.add(begun - ended);
    }
    StepResult result = world.step(action);
    running = true;
    ended = nanoTime.getAsLong();
    within.add(ended - begun);
    return result;
  }

  @Override
  public Map<String, Double> episodeParameters() {
    return world.episodeParameters();
  }

  @Override
  public void close() {
    world.close();
  }
}
