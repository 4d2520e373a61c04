package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.agent.robot.CartesianController;
import org.e2hil.agent.robot.ControllerConfig;
import org.e2hil.sim.scene.Scene;

/** A task's scene on the A1X without an environment: a test puts everything where it wants it. */
final class TaskBench<T extends SimulatedTask> implements AutoCloseable {

  private static final double TIMESTEP_S = 0.005;
  private static final double[] DOWN = {Math.sqrt(0.5), 0, Math.sqrt(0.5), 0};

  final Scene scene;
  final T task;

  TaskBench(String name, Function<Scene, T> task) {
    scene = new Scene(name, Arms.a1x(), TIMESTEP_S);
    this.task = task.apply(scene);
  }

  /** Lays everything out as at the beginning of a seed's episode, but for the arm. */
  void place(long seed) {
    scene.data().reset();
    task.place(SeededRandom.of(seed, "place"));
  }

  void armAtHome() {
    scene.poseArm(homeRad());
    scene.data().forward();
  }

  /** Poses the arm with its tool pointing straight down at a point; returns the joints' angles. */
  double[] toolAt(double... toolM) {
    CartesianController controller =
        new CartesianController(Arms.a1x(), ControllerConfig.a1x(), ActionScale.DEFAULT);
    double[] joints = controller.solve(toolM, DOWN, homeRad());
    scene.poseArm(joints);
    return joints;
  }

  private static double[] homeRad() {
    return Arms.a1x().homeRad().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Lets so many control ticks of 10 ms pass. */
  void pass(int ticks) {
    for (int i = 0; i < ticks; i++) {
      scene.tick();
      task.tick();
    }
  }

  /** What is seen of the objects. */
  double[] observed() {
    double[] observed = new double[task.objectNumbers()];
    task.objects(observed);
    return observed;
  }

  /** The task is done once what there is has held for so many control periods, and not before. */
  void assertSuccessAfter(int periods) {
    for (int period = 1; period < periods; period++) {
      assertThat(task.judge()).as("period %d", period).isEqualTo(EpisodeEnd.none());
    }
    assertThat(task.judge()).isEqualTo(EpisodeEnd.success());
  }

  /** What there is counts for nothing, however long it holds. */
  void assertNothingIsAchieved() {
    for (int period = 1; period <= 8; period++) {
      assertThat(task.judge()).as("period %d", period).isEqualTo(EpisodeEnd.none());
    }
  }

  @Override
  public void close() {
    scene.close();
  }
}
