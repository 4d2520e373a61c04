package com.example.touchball;

import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.SimulatedTask;

/**
 * Touch a ball that hangs in the air.
 *
 * <p>Success: the tool point is within {@link #TOUCHING_M} of the ball's middle for three control periods. Object
 * state: the ball relative to the tool point (3, m), and once more with small distances magnified.
 */
public final class TouchBall implements SimulatedTask {

  static final Tunable TOUCHING_M =
      Tunable.of("touchingM", 0.01, "m", 0.002, 0.05, "how near to the ball's middle is touching");

  private static final int HELD_PERIODS = 3;

  private final Scene scene;
  private final int body;
  private final int mocap;
  private final double[] middleM;
  private final double touchingM;
  private int heldPeriods;

  TouchBall(Scene scene) {
    this.scene = scene;
    body = scene.model().body("ball");
    mocap = scene.model().mocap("ball");
    middleM = new double[3];
    touchingM = scene.tuned(TOUCHING_M);
    for (int axis = 0; axis < 3; axis++) {
      // where the scene's file has it
      middleM[axis] = scene.model().parameters().bodyPos().get(body, axis);
    }
  }

  /** The ball's middle, m. */
  double[] ballM() {
    return scene.bodyM(body);
  }

  /** How far the tool point is from the ball's middle, m. */
  double distanceM() {
    double squared = 0;
    for (int axis = 0; axis < 3; axis++) {
      double off = scene.bodyM(body, axis) - scene.toolM(axis);
      squared += off * off;
    }
    return Math.sqrt(squared);
  }

  @Override
  public void place(SeededRandom random) {
    double spread = TouchBallProvider.SPEC.randomizationM();
    double x = middleM[0] + random.nextDouble(-spread, spread);
    double y = middleM[1] + random.nextDouble(-spread, spread);
    scene.placeMocap(mocap, x, y, middleM[2], 0);
    heldPeriods = 0;
  }

  @Override
  public int objectNumbers() {
    return 6;
  }

  @Override
  public void objects(double[] into) {
    for (int axis = 0; axis < 3; axis++) {
      into[axis] = scene.bodyM(body, axis) - scene.seenToolM(axis);
      into[3 + axis] = StrictMath.tanh(into[axis] / 0.01);
    }
  }

  @Override
  public EpisodeEnd judge() {
    heldPeriods = distanceM() < touchingM ? heldPeriods + 1 : 0;
    return heldPeriods >= HELD_PERIODS ? EpisodeEnd.success() : EpisodeEnd.none();
  }
}
