package org.e2hil.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Robot;
import org.e2hil.sim.scene.Scene;

/**
 * How fast a task's world runs, against what it cannot do without. Both do the same expert's
 * episode in turn: the world with the whole control step, and bare {@code mj_step} from each of the
 * states that the world went through, with the servo targets that its controller gave. So both have
 * the same contacts and the same constraints, also where a task's mechanism switches them. With
 * cameras, the same pictures of the same states are counted with the bare physics. Resets are not
 * timed.
 */
@API(status = API.Status.INTERNAL)
public final class SimulationBench {

  /** More rounds tell no more. */
  public static final int MOST_ROUNDS = 100_000;

  private static final int LONGEST_EPISODE = 100;

  /** Episodes that a thread plays in one go, so that starting it and a hiccup count for little. */
  private static final int EPISODES_A_THREAD = 20;

  private static final List<String> STATE =
      List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS);
  private static final List<String> CAMERAS = List.of("wrist", "side");

  private final SimulatedWorkcell.Parts parts;
  private final Environment environment;
  private final Scene scene;
  private final LongSupplier nanoTime;
  private final List<Action> actions = new ArrayList<>();
  private final List<double[]> states = new ArrayList<>();
  private final List<double[]> targets = new ArrayList<>();

  private SimulationBench(SimulatedWorkcell.Parts parts, LongSupplier nanoTime) {
    this.parts = parts;
    this.nanoTime = nanoTime;
    environment = parts.workcell().environment();
    scene = parts.scene();
  }

  /**
   * What was measured.
   *
   * @param environmentHz environment steps a second, median of the rounds
   * @param aloneHz the same with nothing but what it cannot do without: physics, and pictures where
   *     there are cameras
   */
  public record Result(String task, double environmentHz, double aloneHz) {

    /** Share of the bare speed that the world reaches. */
    public double share() {
      return environmentHz / aloneHz;
    }
  }

  /**
   * Measures one task with state observations, against its physics.
   *
   * @param robot such as {@code sim-a1x}
   * @param nanoTime time of the calling thread, ns: by the clock, or better of its processor alone
   * @throws IllegalArgumentException for another robot, or a task that it does not have
   */
  public static Result run(String robot, String task, int rounds, LongSupplier nanoTime) {
    return measure(robot, task, STATE, rounds, nanoTime);
  }

  /**
   * Measures one task with two cameras, against its physics and the same pictures.
   *
   * @throws org.e2hil.sim.mujoco.RenderingUnavailableException where nothing can be drawn
   */
  public static Result runWithCameras(
      String robot, String task, int rounds, LongSupplier nanoTime) {
    List<String> groups = new ArrayList<>(List.of(ObservationGroup.PROPRIOCEPTION));
    groups.addAll(CAMERAS);
    return measure(robot, task, groups, rounds, nanoTime);
  }

  /**
   * What two threads are worth.
   *
   * @param oneHz environment steps a second of one world on one thread, median of the rounds
   * @param twoHz of two worlds on two threads together
   */
  public record Threads(String task, int episodes, int stepsAnEpisode, double oneHz, double twoHz) {

    /** How many times as fast two are. */
    public double gain() {
      return twoHz / oneHz;
    }
  }

  /**
   * Two worlds on two threads against one world on one, by the clock, resets included.
   *
   * @param nanoTime time by the clock, ns
   */
  public static Threads twoThreads(String robot, String task, int rounds, LongSupplier nanoTime) {
    try (var one = parts(robot, task, STATE).workcell();
        var other = parts(robot, task, STATE).workcell()) {
      List<Action> played = play(one.environment(), one.expert().orElseThrow());
      play(other.environment(), other.expert().orElseThrow());
      double[] alone = new double[rounds];
      double[] together = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        long start = nanoTime.getAsLong();
        replay(one.environment(), played);
        long between = nanoTime.getAsLong();
        Thread second = new Thread(() -> replay(other.environment(), played), "second world");
        second.start();
        replay(one.environment(), played);
        join(second);
        if (round >= 0) {
          double steps = 1e9 * EPISODES_A_THREAD * played.size();
          alone[round] = steps / (between - start);
          together[round] = 2 * steps / (nanoTime.getAsLong() - between);
        }
      }
      return new Threads(task, EPISODES_A_THREAD, played.size(), median(alone), median(together));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Result measure(
      String robot, String task, List<String> groups, int rounds, LongSupplier nanoTime) {
    SimulatedWorkcell.Parts parts = parts(robot, task, groups);
    try (var workcell = parts.workcell()) {
      SimulationBench bench = new SimulationBench(parts, nanoTime);
      bench.record();
      boolean cameras = groups.containsAll(CAMERAS);
      double[] world = new double[rounds];
      double[] alone = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double worldHz = bench.stepEnvironment();
        double aloneHz = bench.stepAlone(cameras);
        if (round >= 0) {
          world[round] = worldHz;
          alone[round] = aloneHz;
        }
      }
      return new Result(workcell.environment().spec().task(), median(world), median(alone));
    }
  }

  private static SimulatedWorkcell.Parts parts(String robot, String task, List<String> groups) {
    List<SimulatedProvider> arms =
        ServiceLoader.load(EnvironmentProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(SimulatedProvider.class::isInstance)
            .map(SimulatedProvider.class::cast)
            .toList();
    return arms.stream()
        .filter(candidate -> candidate.robot().equals(robot))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no arm that is simulated alone; measure one of %s"
                        .formatted(robot, arms.stream().map(SimulatedProvider::robot).toList())))
        .assemble(
            new EnvironmentRequest(
                task,
                SimulatedArmSettings.defaults(),
                groups,
                Optional.empty(),
                OptionalInt.empty()));
  }

  private static List<Action> play(Environment environment, Expert expert) {
    environment.reset(0);
    expert.begin(SeededRandom.of(0, "bench"), 0.15);
    List<Action> played = new ArrayList<>();
    StepResult result;
    do {
      Action action = expert.act();
      played.add(action);
      result = environment.step(action);
    } while (!result.episodeEnd().isEnd() && played.size() < LONGEST_EPISODE);
    return played;
  }

  private static void replay(Environment environment, List<Action> played) {
    for (int episode = 0; episode < EPISODES_A_THREAD; episode++) {
      environment.reset(0);
      played.forEach(environment::step);
    }
  }

  /** Plays an episode and keeps its actions, its states and the servo targets that came of them. */
  private void record() {
    actions.addAll(play(environment, parts.workcell().expert().orElseThrow()));
    environment.reset(0);
    for (Action action : actions) {
      states.add(scene.data().save());
      environment.step(action);
      targets.add(scene.data().ctrl().copy());
    }
  }

  private double stepEnvironment() {
    environment.reset(0);
    long start = nanoTime.getAsLong();
    for (Action action : actions) {
      environment.step(action);
    }
    return actions.size() * 1e9 / (nanoTime.getAsLong() - start);
  }

  /** The constraints that a task retargets are as the episode before left them. */
  private double stepAlone(boolean cameras) {
    int ticks = (int) Math.round(Robot.TICKS_PER_SECOND / environment.spec().controlHz());
    byte[] rgb = new byte[Scene.PICTURE_PIXELS * Scene.PICTURE_PIXELS * 3];
    long spent = 0;
    for (int i = 0; i < states.size(); i++) {
      scene.data().restore(states.get(i));
      scene.data().ctrl().writeAll(targets.get(i));
      long start = nanoTime.getAsLong();
      scene.data().step(ticks * scene.substeps());
      for (int camera = 0; camera < (cameras ? CAMERAS.size() : 0); camera++) {
        int id = scene.model().camera(CAMERAS.get(camera));
        scene.renderer().render(scene.data(), id, rgb);
      }
      spent += nanoTime.getAsLong() - start;
    }
    return states.size() * 1e9 / spent;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
