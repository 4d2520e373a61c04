package org.e2hil.hardware.teleop;

import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.workcell.Signal;
import org.e2hil.hardware.workcell.Signals;

/**
 * A world, simulated or real, at the pace of a person, who may end its episodes at any moment. What
 * the person says goes before what the world's own judge says, but never before a fault. A
 * simulated world waits for the end of each control period; a real one has waited already.
 */
@API(status = API.Status.INTERNAL)
public final class AttendedEnvironment implements Environment {

  private final Environment world;
  private final Signals signals;
  private final Clock clock;
  private final long periodNanos;
  private long dueNanos;
  private boolean ended;

  /**
   * A world, which belongs to this from now on, and what a person says of it.
   *
   * @param clock that a person lives by
   */
  public AttendedEnvironment(Environment world, Signals signals, Clock clock) {
    this.world = world;
    this.signals = signals;
    this.clock = clock;
    periodNanos = Math.round(1e9 / world.spec().controlHz());
  }

  @Override
  public EnvironmentSpec spec() {
    return world.spec();
  }

  @Override
  public Observation reset(long seed) {
    Observation seen = world.reset(seed);
    // what was said between two episodes is about neither
    signals.poll();
    ended = false;
    dueNanos = clock.nanoTime();
    return seen;
  }

  @Override
  public StepResult step(Action action) {
    if (ended) {
      throw new IllegalStateException(
          "the episode is over; reset the environment before the next step");
    }
    StepResult result = world.step(action);
    awaitEndOfPeriod();
    Optional<Signal> said = signals.poll();
    if (said.isEmpty() || !result.episodeEnd().isLearnable()) {
      return result;
    }
    ended = true;
    EpisodeEnd episodeEnd = said.get().episodeEnd();
    double reward = episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS ? 1 : 0;
    return new StepResult(
        result.observation(), reward, episodeEnd, result.applied(), result.limits());
  }

  private void awaitEndOfPeriod() {
    // what was late stays late: nobody can hurry to make up for it
    dueNanos = Math.max(dueNanos + periodNanos, clock.nanoTime());
    try {
      clock.sleepUntil(dueNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
