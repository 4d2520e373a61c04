package org.e2hil.sim.expert;

import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.PickBanana;

/** Opens above the banana, turns across it, goes down, closes and lifts. */
public final class PickBananaExpert extends ScriptedExpert {

  private static final double ABOVE_M = 0.08;
  private static final double LIFT_M = 0.14;

  /** How far from the banana's axis a descent may begin or go on, m. */
  private static final double BESIDE_M = 0.015;

  private final PickBanana task;

  /** An expert of this task. */
  public PickBananaExpert(PickBanana task, Hand hand) {
    super(hand);
    this.task = task;
  }

  @Override
  Script plan() {
    Scene scene = hand().scene();
    double[] across = hand().down(yaw());
    Script script = new Script();
    if (task.isHeld()) {
      return lift(script, across);
    }
    script.then(hand().grip(1, 0));
    if (besideM() > BESIDE_M) {
      script.then(hand().reach(() -> above(ABOVE_M)).turned(across).within(0.010, 0.05).atMost(40));
    }
    script
        .then(hand().reach(() -> above(0)).turned(across).within(0.006, 0.05).atMost(30))
        .then(hand().grip(0, 2));
    double x = scene.bodyM(task.banana(), 0);
    double y = scene.bodyM(task.banana(), 1);
    return script
        .then(hand().reach(() -> new double[] {x, y, LIFT_M + 0.02}).turned(across).atMost(30))
        .then(hand().stay(6));
  }

  private Script lift(Script script, double[] across) {
    double[] here = hand().scene().toolM();
    return script
        .then(hand().grip(0, 0))
        .then(
            hand()
                .reach(() -> new double[] {here[0], here[1], LIFT_M + 0.02})
                .turned(across)
                .atMost(30))
        .then(hand().stay(6));
  }

  private double[] above(double metres) {
    double[] place = hand().scene().bodyM(task.banana());
    place[2] += metres;
    return place;
  }

  private double besideM() {
    Scene scene = hand().scene();
    return Math.hypot(
        scene.bodyM(task.banana(), 0) - scene.toolM(0),
        scene.bodyM(task.banana(), 1) - scene.toolM(1));
  }

  /** The heading at which the fingers close across the banana, within a quarter turn of ahead. */
  private double yaw() {
    double yaw = hand().scene().bodyYawRad(task.banana());
    return yaw - Math.PI * Math.floor((yaw + Math.PI / 2) / Math.PI);
  }

  @Override
  public double progress() {
    if (task.isHeld()) {
      return 0.6 + 0.4 * Math.max(0, Math.min(1, task.liftedM() / 0.08));
    }
    double[] banana = hand().scene().bodyM(task.banana());
    double[] tool = hand().scene().toolM();
    double far =
        Hand.length(new double[] {banana[0] - tool[0], banana[1] - tool[1], banana[2] - tool[2]});
    return 0.6 * Math.max(0, 1 - far / 0.3);
  }
}
