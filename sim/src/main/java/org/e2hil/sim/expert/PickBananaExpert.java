package org.e2hil.sim.expert;

import org.apiguardian.api.API;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.PickBanana;

/**
 * Comes down on the banana as through a funnel, across it, closes and lifts. It remembers nothing.
 */
@API(status = API.Status.INTERNAL)
public final class PickBananaExpert extends ScriptedExpert {

  private static final double ABOVE_M = 0.08;

  /** How far from the banana's axis the hand may be when it is all the way down, m. */
  private static final double BESIDE_M = 0.005;

  /** How much higher the hand stays for each metre that it is farther from the axis. */
  private static final double FUNNEL = 3;

  /** Metres from the axis that a radian from across it counts as. */
  private static final double METRES_PER_RAD = 0.03;

  private static final double GRASPED_BESIDE_M = 0.009;
  private static final double GRASPED_ABOVE_M = 0.008;
  private static final double GRASPED_TURNED_RAD = 0.15;

  /** A hand that is less open holds nothing, as a share. */
  private static final double EMPTY = 0.04;

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
  public PickBananaExpert(PickBanana task, Demonstrator hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
  }

  @Override
  protected Motion motion() {
    double[] across = hand().down(yaw());
    return task.isHeld() || isBetweenPads() ? grasp(across) : approach(across);
  }

  /** Closes, then lifts what it holds; a hand that has closed on nothing leaves. */
  private Motion grasp(double[] across) {
    if (!hand().isClosed()) {
      return hand().toward(above(0), across, -1);
    }
    double[] place = hand().scene().toolM();
    if (task.isHeld()) {
      place[2] = way.liftToM() + Math.max(0, task.liftMoreM());
    } else if (hand().scene().opening() < EMPTY) {
      place[2] += ABOVE_M;
    } else {
      place = above(0);
    }
    return hand().toward(place, across, 0);
  }

  /** Comes down as the hand comes to be over the banana and across it. */
  private Motion approach(double[] across) {
    double aside = besideM() + METRES_PER_RAD * turnedRad() - BESIDE_M;
    double height = hand().isClosed() ? ABOVE_M : Demonstrator.clip(FUNNEL * aside, 0, ABOVE_M);
    return hand().toward(above(height), across, hand().gripToward(way.opening()));
  }

  /** Pads that close push the banana, which shall not make them open again. */
  private boolean isBetweenPads() {
    double room = hand().isTighterThan(way.opening()) ? 2 : 1;
    return besideM() < room * GRASPED_BESIDE_M
        && Math.abs(above(0)[2] - hand().scene().toolM(2)) < room * GRASPED_ABOVE_M
        && turnedRad() < room * GRASPED_TURNED_RAD;
  }

  /** About the vertical; an arm of five joints cannot point straight down everywhere. */
  private double turnedRad() {
    return Math.abs(hand().turnTo(hand().down(yaw()))[2]);
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
      return 0.6 + 0.4 * Math.max(0, Math.min(1, task.liftedM() / task.liftM()));
    }
    double[] banana = hand().scene().bodyM(task.banana());
    double[] tool = hand().scene().toolM();
    double far =
        Demonstrator.length(
            new double[] {banana[0] - tool[0], banana[1] - tool[1], banana[2] - tool[2]});
    return 0.6 * Math.max(0, 1 - far / 0.3);
  }
}
