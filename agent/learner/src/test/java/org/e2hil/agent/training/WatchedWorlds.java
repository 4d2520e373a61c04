package org.e2hil.agent.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;

/** Worlds that remember what they were asked, or break where a test wants them to. */
final class WatchedWorlds {

  private WatchedWorlds() {}

  /** Remembers what a world was asked. */
  static final class Witness implements Environment {

    private final Environment world;
    final List<Long> seeds = new ArrayList<>();
    final List<Action> actions = new ArrayList<>();

    Witness(Environment world) {
      this.world = world;
    }

    @Override
    public EnvironmentSpec spec() {
      return world.spec();
    }

    @Override
    public Observation reset(long seed) {
      seeds.add(seed);
      return world.reset(seed);
    }

    @Override
    public StepResult step(Action action) {
      actions.add(action);
      return world.step(action);
    }

    @Override
    public void close() {
      world.close();
    }
  }

  static Witness evaluate(PointRun run, ActionMode mode, long seed) {
    Witness witness = new Witness(run.environment);
    new Evaluator(witness, run.input, seed).evaluate(run.learner.policy(), mode, 4, 0, false);
    return witness;
  }

  /** Breaks in some episodes, counted from 0, at their reset or in their second step. */
  static Environment breaking(Environment world, Set<Integer> resets, Set<Integer> steps) {
    return episodeEnd(world, resets, steps, EpisodeEnd.fault("the cable is off"));
  }

  /** Breaks at some resets, and ends some episodes so in their second step. */
  static Environment episodeEnd(
      Environment world, Set<Integer> resets, Set<Integer> steps, EpisodeEnd episodeEnd) {
    return new Environment() {
      private int episode = -1;
      private int step;

      @Override
      public EnvironmentSpec spec() {
        return world.spec();
      }

      @Override
      public Observation reset(long seed) {
        episode++;
        step = 0;
        if (resets.contains(episode)) {
          throw new EnvironmentFaultException("the cable is off");
        }
        return world.reset(seed);
      }

      @Override
      public StepResult step(Action action) {
        StepResult result = world.step(action);
        step++;
        return step == 2 && steps.contains(episode)
            ? new StepResult(result.observation(), 0, episodeEnd, result.applied(), result.limits())
            : result;
      }

      @Override
      public void close() {
        world.close();
      }
    };
  }
}
