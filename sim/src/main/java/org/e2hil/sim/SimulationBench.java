package org.e2hil.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.Robot;
import org.e2hil.sim.scene.Scene;

/**
 * How fast a task's world runs, against its physics alone. Both do the same expert's episode in
 * turn: the world with the whole control step, and bare {@code mj_step} at the same time step with
 * the servo targets that the world's controller gave. Resets are not timed. One thread.
 */
public final class SimulationBench {

  private static final int LONGEST_EPISODE = 100;

  private SimulationBench() {}

  /**
   * What was measured.
   *
   * @param environmentHz environment steps a second, median of the rounds
   * @param physicsHz the same number of physics steps alone, as environment steps a second
   */
  public record Result(String task, double environmentHz, double physicsHz) {

    /** Share of the bare physics' speed that the world reaches. */
    public double share() {
      return environmentHz / physicsHz;
    }
  }

  /** Measures one task on the A1X with state observations. */
  public static Result run(String task, int rounds, LongSupplier nanoTime) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            task,
            SimulatedArmSettings.defaults(),
            List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
            Optional.empty(),
            OptionalInt.empty());
    SimulatedWorkcell.Parts parts = SimulatedWorkcell.assemble("sim-a1x", Arms.a1x(), request);
    try (var workcell = parts.workcell()) {
      Environment environment = workcell.environment();
      Scene scene = parts.scene();
      List<Action> actions = actions(environment, workcell.expert().orElseThrow());
      List<double[]> targets = targets(environment, scene, actions);
      double[] world = new double[rounds];
      double[] physics = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double worldHz = stepEnvironment(environment, actions, nanoTime);
        double physicsHz = stepPhysics(environment, scene, targets, nanoTime);
        if (round >= 0) {
          world[round] = worldHz;
          physics[round] = physicsHz;
        }
      }
      return new Result(task, median(world), median(physics));
    }
  }

  private static List<Action> actions(Environment environment, Expert expert) {
    environment.reset(0);
    expert.begin(SeededRandom.of(0, "bench"), 0.15);
    List<Action> actions = new ArrayList<>();
    StepResult result;
    do {
      Action action = expert.act();
      actions.add(action);
      result = environment.step(action);
    } while (!result.ending().isEnd() && actions.size() < LONGEST_EPISODE);
    return actions;
  }

  /** The servo targets at the end of each control period of the same episode. */
  private static List<double[]> targets(
      Environment environment, Scene scene, List<Action> actions) {
    environment.reset(0);
    List<double[]> targets = new ArrayList<>();
    for (Action action : actions) {
      environment.step(action);
      targets.add(scene.data().ctrl().copy());
    }
    return targets;
  }

  private static double stepEnvironment(
      Environment environment, List<Action> actions, LongSupplier nanoTime) {
    environment.reset(0);
    long start = nanoTime.getAsLong();
    for (Action action : actions) {
      environment.step(action);
    }
    return actions.size() * 1e9 / (nanoTime.getAsLong() - start);
  }

  private static double stepPhysics(
      Environment environment, Scene scene, List<double[]> targets, LongSupplier nanoTime) {
    environment.reset(0);
    int ticks = (int) Math.round(Robot.TICKS_PER_SECOND / environment.spec().controlHz());
    long start = nanoTime.getAsLong();
    for (double[] target : targets) {
      scene.data().ctrl().writeAll(target);
      scene.data().step(ticks * scene.substeps());
    }
    return targets.size() * 1e9 / (nanoTime.getAsLong() - start);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
