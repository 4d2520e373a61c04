package org.e2hil.sim.expert;

import org.apiguardian.api.API;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.ToastBread;
import org.e2hil.sim.task.Toaster;

/**
 * Puts the bread into the slot, presses the lever, waits above and takes the toast out. It
 * remembers nothing: what is to be done next is seen from bread, carriage and hand.
 */
@API(status = API.Status.INTERNAL)
public final class ToastBreadExpert extends ScriptedExpert {

  /** How much higher the hand stays for each metre that it is farther aside. */
  private static final double FUNNEL = 3;

  /** How far from astride the bread the hand may be when it is all the way down, m. */
  private static final double BESIDE_M = 0.004;

  private static final double GRASPED_BESIDE_M = 0.008;
  private static final double GRASPED_ABOVE_M = 0.006;

  /** How far down the hand is sent to press the lever, m. */
  private static final double PRESS_M = 0.025;

  /** How far above its rest bread may be let go, m. */
  private static final double RESTS_M = 0.004;

  /** How near to the bread's middle the tool point of a hand around it is, m. */
  private static final double AROUND_M = 0.03;

  /**
   * Distance beside the slot's middle that a metre along it counts as: bread has more room there.
   */
  private static final double ALONG = 0.4;

  /** How much farther beside the slot bread is no longer let down at all, m. */
  private static final double GOES_OVER_WITHIN_M = 0.001;

  /** How deep bread is held by the slot, which then needs no more aim, m. */
  private static final double IN_MOUTH_M = 0.003;

  /** A hand that is less open holds nothing, as a share. */
  private static final double EMPTY = 0.03;

  /**
   * What differs between the hands and their toasters.
   *
   * @param grasping opening to come down with on the bread, as a share
   * @param releasing opening to leave it with, as a share
   * @param breadM width of the bread and room beside it
   * @param graspAboveM how far above the bread's middle the tool point grasps it
   * @param tipsM how far the tips reach below the tool point
   * @param approachM how far above its grasp the hand comes over the bread
   * @param climbM a hand that is lower than it should be by so much rises before it goes aside
   * @param overM how far over the toaster bread is carried
   * @param intoM how near to the slot's middle bread goes down
   * @param inLineM how near to the slot's middle bread is in line with it
   * @param inSlotM how far above its rest bread still counts as in the slot
   * @param leverM how far from its middle the lever may be pressed
   * @param leverTouchM height of the tool point over the lever's middle as the tips touch it
   * @param safeM height of the tool point over everything
   * @param waitM height of the tool point while the bread cooks
   * @param outM how far above the toaster the toast is lifted
   */
  private record Way(
      double grasping,
      double releasing,
      double breadM,
      double graspAboveM,
      double tipsM,
      double approachM,
      double climbM,
      double overM,
      double intoM,
      double inLineM,
      double inSlotM,
      double leverM,
      double leverTouchM,
      double safeM,
      double waitM,
      double outM) {}

  private static final PerArm<Way> WAYS =
      PerArm.of(
          new Way(
              0.6, 0.4, 0.04, 0.024, 0.011, 0.07, 0.02, 0.025, 0.003, 0.03, 0.035, 0.010, 0.017,
              0.21, 0.21, 0.035),
          new Way(
              0.2, 0.2, 0.014, 0.010, 0.005, 0.035, 0.008, 0.012, 0.002, 0.016, 0.019, 0.005,
              0.0089, 0.095, 0.13, 0.018));

  private final ToastBread task;
  private final Toaster toaster;
  private final Way way;
  private final double[] down;

  /** An expert of this task. */
  public ToastBreadExpert(ToastBread task, Demonstrator hand) {
    super(hand);
    this.task = task;
    toaster = task.toaster();
    way = WAYS.in(hand.scene());
    down = hand.down(0);
  }

  @Override
  protected Motion motion() {
    if (toaster.isToasted()) {
      return isGrasped() ? grasped(outM()) : approach();
    }
    if (isBreadIn()) {
      return toaster.isLatched() ? await() : pressLever();
    }
    return isGrasped() ? carry() : approach();
  }

  /** Comes down astride the bread as through a funnel. */
  private Motion approach() {
    double aside = aside(astride(0), tool()) - BESIDE_M;
    double height =
        hand().isClosed() ? way.approachM() : Demonstrator.clip(FUNNEL * aside, 0, way.approachM());
    return go(astride(height), tool(), hand().gripToward(way.grasping()));
  }

  /** Closes, then lifts what it holds to a height of the tool point; leaves if that is nothing. */
  private Motion grasped(double heightM) {
    if (!hand().isClosed()) {
      return hand().toward(astride(0), down, -1);
    }
    double[] place = task.isHeld() || isEmpty() ? tool() : astride(0);
    if (task.isHeld()) {
      place[2] = heightM;
    } else if (isEmpty()) {
      place[2] += way.approachM();
    }
    return hand().toward(place, down, 0);
  }

  /** Brings the bread over the slot and lets it down as it comes to be in line with it. */
  private Motion carry() {
    if (!hand().isClosed() || !task.isHeld()) {
      return grasped(way.safeM());
    }
    double[] bread = bread();
    double[] place = {toaster.placeM(0), toaster.placeM(1), toaster.breadRestsM() - RESTS_M};
    double aside = aside(place, bread);
    boolean isInMouth = task.clearM() < -IN_MOUTH_M && aside < way.inLineM();
    double beside =
        Math.max(0, Math.hypot(ALONG * (bread[0] - place[0]), bread[1] - place[1]) - way.intoM());
    if (!isInMouth && beside > 0) {
      double over = bread[2] - task.clearM() + Math.min(way.overM(), RESTS_M + FUNNEL * beside);
      double down = Math.max(place[2], bread[2] - hand().scale().translationM());
      place[2] = Demonstrator.byDegrees(down, over, beside, GOES_OVER_WITHIN_M);
    }
    return go(place, bread, 0);
  }

  private Motion pressLever() {
    double[] lever = {
      toaster.leverM(0) - 0.002, toaster.leverM(1), toaster.leverM(2) + way.leverTouchM()
    };
    double aside = aside(lever, tool()) - way.leverM();
    lever[2] = Math.min(way.safeM(), lever[2] + Math.max(-PRESS_M, FUNNEL * aside));
    return isAroundBread() ? leave() : go(lever, tool(), hand().gripToward(0));
  }

  /**
   * Waits over the toaster. The small arm waits higher than it carries and lifts the bread: a
   * policy that has seen it rest there thirty control periods an episode would rest on its way,
   * too.
   */
  private Motion await() {
    double[] place = {toaster.placeM(0), toaster.placeM(1), way.waitM()};
    return isAroundBread() ? leave() : go(place, tool(), hand().gripToward(way.grasping()));
  }

  /** Lets go of the bread, then rises straight up. */
  private Motion leave() {
    double[] place = tool();
    if (hand().isTighterThan(way.releasing())) {
      return hand().toward(place, down, 1);
    }
    place[2] = way.safeM();
    return hand().toward(place, down, 0);
  }

  /** A step of a point that moves with the tool; one that is too low rises before it goes aside. */
  private Motion go(double[] placeM, double[] pointM, int gripper) {
    double share = Demonstrator.clip(1 - (placeM[2] - pointM[2]) / way.climbM(), 0, 1);
    double[] place = placeM.clone();
    for (int axis = 0; axis < 2; axis++) {
      place[axis] = pointM[axis] + share * (placeM[axis] - pointM[axis]);
    }
    return hand().toward(place, pointM, down, gripper);
  }

  private boolean isBreadIn() {
    double[] bread = bread();
    double above = bread[2] - toaster.breadRestsM();
    return aside(bread, new double[] {toaster.placeM(0), toaster.placeM(1)}) < way.inLineM()
        && above < (task.isHeld() ? RESTS_M : way.inSlotM());
  }

  private boolean isGrasped() {
    return task.isHeld() || isBetweenPads();
  }

  /** Pads that close push the bread, which shall not make them open again. */
  private boolean isBetweenPads() {
    double room = hand().isTighterThan(way.grasping()) ? 2 : 1;
    return aside(astride(0), tool()) < room * GRASPED_BESIDE_M
        && Math.abs(astride(0)[2] - tool()[2]) < room * GRASPED_ABOVE_M;
  }

  /** True while closing the hand would grip the bread. */
  private boolean isAroundBread() {
    double top = bread()[2] + task.breadHalfM();
    return aside(bread(), tool()) < AROUND_M && tool()[2] - way.tipsM() < top + RESTS_M;
  }

  private boolean isEmpty() {
    return hand().scene().opening() < EMPTY;
  }

  /** Height of the tool point whose bread is far enough out of the toaster. */
  private double outM() {
    return tool()[2] - task.clearM() + way.outM() + Math.max(0, task.clearMoreM());
  }

  private double[] tool() {
    return hand().scene().toolM();
  }

  private double[] bread() {
    return hand().scene().bodyM(toaster.bread());
  }

  /** Where the tool point is when the bread is between the pads, and above. */
  private double[] astride(double aboveM) {
    double[] place = bread();
    place[2] += way.graspAboveM() + aboveM;
    return hand().astride(place, 0, way.breadM());
  }

  private static double aside(double[] oneM, double[] otherM) {
    return Math.hypot(oneM[0] - otherM[0], oneM[1] - otherM[1]);
  }

  @Override
  public double progress() {
    if (toaster.isToasted()) {
      return task.isHeld() ? 0.9 : 0.8;
    }
    if (!isBreadIn()) {
      return task.isHeld() ? 0.2 : 0;
    }
    return toaster.isLatched() ? 0.6 : 0.4 + 0.2 * Math.min(1, -toaster.carriageM() / 0.045);
  }
}
