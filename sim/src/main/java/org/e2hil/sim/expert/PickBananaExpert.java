package org.e2hil.sim.expert;

import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.PickBanana;

/** Opens above the banana, turns across it, goes down, closes and lifts. */
public final class PickBananaExpert extends ScriptedExpert {

  private static final double ABOVE_M = 0.08;

  /** How far from the banana's axis a descent may begin or go on, m. */
  private static final double BESIDE_M = 0.015;

  /**
   * What differs between the hands.
   *
   * @param opening to come down with, as a share
   * @param widthM of the banana with its bend, and room on both sides
   * @param liftToM height of the tool point when the banana is up
   */
  private record Way(double opening, double widthM, double liftToM) {}

  private static final PerArm<Way> WAYS =
      PerArm.of(new Way(1, 0.06, 0.16), new Way(0.4, 0.046, 0.115));

  private final PickBanana task;
  private final Way way;

  /** An expert of this task. */
  public PickBananaExpert(PickBanana task, Hand hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
  }

  @Override
  Script plan() {
    Scene scene = hand().scene();
    double[] across = hand().down(yaw());
    Script script = new Script();
    if (task.isHeld()) {
      return lift(script, across);
    }
    script.then(hand().grip(way.opening(), 0));
    if (besideM() > BESIDE_M) {
      script.then(hand().reach(() -> above(ABOVE_M)).turned(across).within(0.010, 0.05).atMost(40));
    }
    script
        .then(hand().reach(() -> above(0)).turned(across).within(0.006, 0.05).atMost(30))
        .then(hand().grip(0, 2));
    double x = scene.bodyM(task.banana(), 0);
    double y = scene.bodyM(task.banana(), 1);
    double[] up = astride(new double[] {x, y, way.liftToM()});
    return script.then(hand().reach(() -> up).turned(across).atMost(30)).then(hand().stay(6));
  }

  private Script lift(Script script, double[] across) {
    double[] here = hand().scene().toolM();
    return script
        .then(hand().grip(0, 0))
        .then(
            hand()
                .reach(() -> new double[] {here[0], here[1], way.liftToM()})
                .turned(across)
                .atMost(30))
        .then(hand().stay(6));
  }

  private double[] above(double metres) {
    double[] place = hand().scene().bodyM(task.banana());
    place[2] += metres;
    return astride(place);
  }

  private double[] astride(double[] placeM) {
    return hand().astride(placeM, yaw(), way.widthM());
  }

  private double besideM() {
    double[] place = above(0);
    Scene scene = hand().scene();
    return Math.hypot(place[0] - scene.toolM(0), place[1] - scene.toolM(1));
  }

  /** The heading at which the pads close across the banana, within a quarter turn of the start. */
  private double yaw() {
    double yaw = hand().scene().bodyYawRad(task.banana());
    return yaw - Math.PI * Math.floor((yaw - task.headingRad() + Math.PI / 2) / Math.PI);
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
