package org.e2hil.sim.expert;

import org.apiguardian.api.API;
import org.e2hil.sim.task.FoldTowel;
import org.e2hil.sim.task.PerArm;

/**
 * Pinches the corner, carries it over in a half ellipse, lays it down and lets go. It remembers
 * nothing: what is to be done next is seen from the towel and the hand.
 */
@API(status = API.Status.INTERNAL)
public final class FoldTowelExpert extends ScriptedExpert {

  private static final double OPEN = 0.4;

  /** Distance of the pads when they catch the cloth. */
  private static final double PINCHED_M = 0.009;

  /** How far beside the corner the hand may be when it is all the way down, m. */
  private static final double BESIDE_M = 0.003;

  /** How much higher the hand stays for each metre that it is farther beside the corner. */
  private static final double FUNNEL = 3;

  private static final double GRASPED_BESIDE_M = 0.006;
  private static final double GRASPED_ABOVE_M = 0.005;

  /** A hand that is less open holds nothing, as a share. */
  private static final double EMPTY = 0.03;

  /** How far ahead on its way the corner is drawn, in longest steps. */
  private static final double AHEAD = 2;

  /** How near to the end of its way the corner is let go, m. */
  private static final double THERE_M = 0.008;

  /**
   * The tool point's heights and ways, m.
   *
   * @param beyondM how far past its place the corner is carried: it slides back when let go
   * @param laidWithinM how near to its place a corner counts as carried there
   */
  private record Way(
      double aboveM,
      double graspHeightM,
      double carryHeightM,
      double layHeightM,
      double radiusM,
      double beyondM,
      double laidWithinM,
      double retreatHeightM) {}

  private static final PerArm<Way> WAYS =
      PerArm.of(
          new Way(0.06, 0.013, 0.016, 0.020, 0.09, 0.006, 0.04, 0.12),
          new Way(0.035, 0.011, 0.013, 0.014, 0.055, 0.004, 0.024, 0.075));

  private final FoldTowel task;
  private final Way way;

  /** An expert of this task. */
  public FoldTowelExpert(FoldTowel task, Demonstrator hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
  }

  @Override
  protected Motion motion() {
    if (task.isPinched()) {
      double[] end = onTheWay(Math.PI);
      return Demonstrator.length(minus(end, tool())) < THERE_M ? letGo() : carry();
    }
    if (missingM() < way.laidWithinM()) {
      return letGo();
    }
    return isAroundCorner() ? pinch() : approach();
  }

  /** Comes down on the corner as the hand comes to be over it. */
  private Motion approach() {
    double aside = aside() - BESIDE_M;
    double height =
        hand().isClosed() ? way.aboveM() : Demonstrator.clip(FUNNEL * aside, 0, way.aboveM());
    return toward(grasp(height), hand().gripToward(OPEN));
  }

  /** Closes; a hand that has closed on nothing leaves. */
  private Motion pinch() {
    double[] place = grasp(0);
    if (hand().isClosed() && hand().scene().opening() < EMPTY) {
      place = tool();
      place[2] += way.aboveM();
    }
    return toward(place, hand().gripToward(0));
  }

  /** Opens, then goes up. */
  private Motion letGo() {
    double[] place = tool();
    int gripper = hand().gripToward(OPEN);
    if (gripper <= 0) {
      place[2] = way.retreatHeightM();
    }
    return toward(place, Math.max(0, gripper));
  }

  /** Along the half ellipse, from as far as the tool has come. */
  private Motion carry() {
    double[] from = onTheWay(0);
    double[] to = onTheWay(Math.PI);
    double[] ahead = ahead();
    double length = (to[0] - from[0]) * ahead[0] + (to[1] - from[1]) * ahead[1];
    double[] here = tool();
    double gone = (here[0] - from[0]) * ahead[0] + (here[1] - from[1]) * ahead[1];
    double turned = Math.acos(1 - 2 * Demonstrator.clip(gone / length, 0, 1));
    double step = AHEAD * hand().scale().translationM() / (length / 2);
    return toward(onTheWay(Math.min(Math.PI, turned + step)), 0);
  }

  private Motion toward(double[] placeM, int gripper) {
    return hand().toward(placeM, hand().down(task.yawRad()), gripper);
  }

  /** Where the tool point is when the corner has turned so far about the middle of its way, m. */
  private double[] onTheWay(double turnedRad) {
    double[] from = task.cornerStartM();
    double[] to = task.cornerGoalM();
    double[] ahead = ahead();
    double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    double along = length / 2 * (1 - Math.cos(turnedRad)) + way.beyondM() * turnedRad / Math.PI;
    double height = way.layHeightM() + way.radiusM() * Math.sin(turnedRad);
    return pinching(new double[] {from[0] + ahead[0] * along, from[1] + ahead[1] * along, height});
  }

  /** From where the corner lay to where it shall lie, seen from above. */
  private double[] ahead() {
    double[] from = task.cornerStartM();
    double[] to = task.cornerGoalM();
    double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return new double[] {(to[0] - from[0]) / length, (to[1] - from[1]) / length};
  }

  private boolean isAroundCorner() {
    double room = hand().isTighterThan(OPEN) ? 2 : 1;
    return aside() < room * GRASPED_BESIDE_M
        && Math.abs(tool()[2] - way.graspHeightM()) < room * GRASPED_ABOVE_M;
  }

  private double aside() {
    double[] missing = minus(grasp(0), tool());
    return Math.hypot(missing[0], missing[1]);
  }

  private double[] tool() {
    return hand().scene().toolM();
  }

  private double[] grasp(double aboveM) {
    double[] corner = task.cornerM();
    corner[2] = way.graspHeightM() + aboveM;
    return pinching(corner);
  }

  /** Where the tool point is when the pads pinch the cloth here. */
  private double[] pinching(double[] placeM) {
    return hand().astride(placeM, task.yawRad(), PINCHED_M);
  }

  private static double[] minus(double[] oneM, double[] otherM) {
    return new double[] {oneM[0] - otherM[0], oneM[1] - otherM[1], oneM[2] - otherM[2]};
  }

  /** How far the corner is from where it shall lie, seen from above, m. */
  private double missingM() {
    double[] corner = task.cornerM();
    double[] goal = task.cornerGoalM();
    return Math.hypot(corner[0] - goal[0], corner[1] - goal[1]);
  }

  @Override
  public double progress() {
    double[] from = task.cornerStartM();
    double[] to = task.cornerGoalM();
    double carried = Math.max(0, 1 - missingM() / Math.hypot(to[0] - from[0], to[1] - from[1]));
    if (task.isPinched()) {
      return 0.3 + 0.6 * carried;
    }
    if (missingM() < way.laidWithinM()) {
      return 0.95;
    }
    double[] tool = hand().scene().toolM();
    double[] corner = task.cornerM();
    double far =
        Demonstrator.length(
            new double[] {corner[0] - tool[0], corner[1] - tool[1], corner[2] - tool[2]});
    return 0.3 * Math.max(0, 1 - far / 0.3);
  }
}
