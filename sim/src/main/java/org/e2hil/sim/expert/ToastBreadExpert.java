package org.e2hil.sim.expert;

import java.util.function.Supplier;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.ToastBread;
import org.e2hil.sim.task.Toaster;

/** Puts the bread into the slot, presses the lever, waits above and takes the toast out. */
public final class ToastBreadExpert extends ScriptedExpert {

  /**
   * What differs between the hands and their toasters.
   *
   * @param scale of the ways up and down
   * @param grasping opening to come down with on the bread, as a share
   * @param releasing opening to leave it with, as a share
   * @param breadM width of the bread and room beside it
   * @param graspAboveM how far above the bread's middle the tool point grasps it
   * @param inLineWithSlotM how near to the slot's middle bread may go down
   * @param overTheSlotM how far above its rest bread still counts as in the slot
   * @param leverTouchM height of the tool point over the lever's middle as the tips touch it
   * @param safeHeightM of the tool point over everything
   * @param waitHeightM of the tool point over the bread
   * @param leaveM how far the open hand rises from the bread that it has put in
   */
  private record Way(
      double scale,
      double grasping,
      double releasing,
      double breadM,
      double graspAboveM,
      double inLineWithSlotM,
      double overTheSlotM,
      double leverTouchM,
      double safeHeightM,
      double waitHeightM,
      double leaveM) {}

  private static final PerArm<Way> WAYS =
      PerArm.of(
          new Way(1, 0.6, 0.4, 0.04, 0.024, 0.03, 0.035, 0.017, 0.20, 0.21, 0.04),
          new Way(0.5, 0.2, 0.2, 0.014, 0.010, 0.016, 0.019, 0.0089, 0.092, 0.095, 0.034));

  /** How far the goal may run ahead into the slot's edge, m, before it is unloaded. */
  private static final double STUCK_M = 0.008;

  private final ToastBread task;
  private final Toaster toaster;
  private final Way way;
  private final double[] down;

  /** An expert of this task. */
  public ToastBreadExpert(ToastBread task, Hand hand) {
    super(hand);
    this.task = task;
    toaster = task.toaster();
    way = WAYS.in(hand.scene());
    down = hand.down(0);
  }

  @Override
  Script plan() {
    Script script = new Script();
    if (toaster.isToasted()) {
      return takeOut(script);
    }
    if (!isBreadIn()) {
      return putIn(script);
    }
    return toaster.isLatched() ? await(script) : pressLever(script);
  }

  private boolean isBreadIn() {
    double[] bread = bread(0);
    return Math.hypot(bread[0] - toaster.placeM(0), bread[1] - toaster.placeM(1))
            < way.inLineWithSlotM()
        && bread[2] < toaster.breadRestsM() + way.overTheSlotM();
  }

  private Script putIn(Script script) {
    if (!task.isHeld()) {
      grasp(script, way.scale() * 0.08);
    }
    return script
        .then(
            bring(
                () -> new double[] {bread(0)[0], bread(0)[1], overToasterM(way.scale() * 0.030)},
                0.012,
                30))
        .then(bring(() -> overSlot(way.scale() * 0.025), 0.006, 60))
        .then(bring(() -> overSlot(way.scale() * 0.006), 0.0025, 30).speed(0.6))
        .then(hand().repeat(30, () -> bread(0)[2] > toaster.breadRestsM() + 0.004, this::lower))
        .then(hand().grip(way.releasing(), 1))
        .then(rise(way.leaveM(), 15));
  }

  /** Lowers the bread; a bread that has met the slot's edge is unloaded before it is shifted. */
  private Motion lower() {
    double[] bread = bread(0);
    double x = toaster.placeM(0) - bread[0];
    double y = toaster.placeM(1) - bread[1];
    boolean centred = Math.max(Math.abs(x), Math.abs(y)) < 0.005;
    boolean stuck = hand().lagM(2) < -STUCK_M;
    double z = stuck ? 0.004 : centred ? -0.008 : -0.001;
    return Motion.move(
        new double[] {0.7 * (x - hand().lagM(0)), 0.7 * (y - hand().lagM(1)), z},
        hand().turnTo(down));
  }

  private Script pressLever(Script script) {
    double height = Math.max(hand().scene().toolM(2), way.safeHeightM());
    return script
        .then(hand().grip(0, 2))
        .then(
            hand()
                .reach(() -> new double[] {lever(0)[0], lever(0)[1], height})
                .turned(down)
                .within(0.010, 0.05)
                .atMost(40))
        .then(
            hand()
                .reach(() -> lever(way.scale() * 0.015))
                .turned(down)
                .within(0.005, 0.05)
                .atMost(30))
        .then(hand().repeat(30, () -> !toaster.isLatched(), this::press))
        .then(rise(way.scale() * 0.09, 15));
  }

  private Motion press() {
    double[] lever = lever(0);
    Scene scene = hand().scene();
    return Motion.move(
        new double[] {
          0.7 * (lever[0] - scene.toolM(0) - hand().lagM(0)),
          0.7 * (lever[1] - scene.toolM(1) - hand().lagM(1)),
          -0.008
        },
        hand().turnTo(down));
  }

  private Script await(Script script) {
    return script
        .then(
            hand()
                .reach(() -> new double[] {toaster.placeM(0), toaster.placeM(1), way.waitHeightM()})
                .turned(down)
                .within(0.010, 0.05)
                .atMost(30))
        .then(hand().grip(way.grasping(), 0))
        .then(hand().repeat(5, () -> !toaster.isToasted(), Motion::stay));
  }

  private Script takeOut(Script script) {
    if (!task.isHeld()) {
      grasp(script, way.scale() * 0.07);
    }
    return script.then(rise(way.scale() * 0.052, 20)).then(hand().stay(5));
  }

  private void grasp(Script script, double above) {
    script
        .then(hand().grip(way.grasping(), 0))
        .then(hand().reach(() -> astride(above)).turned(down).within(0.007, 0.05))
        .then(
            hand()
                .reach(() -> astride(way.graspAboveM()))
                .turned(down)
                .within(0.005, 0.05)
                .atMost(30))
        .then(hand().grip(0, 3));
  }

  /** Brings the middle of the bread, which is held, to a place. */
  private Hand.Reach bring(Supplier<double[]> placeM, double withinM, int atMost) {
    return hand()
        .reach(placeM)
        .bringing(() -> bread(0))
        .turned(down)
        .within(withinM, 0.05)
        .atMost(atMost);
  }

  /** Lifts the tool straight up from where it is when this begins. */
  private Script.Move rise(double metres, int atMost) {
    double[] from = new double[3];
    boolean[] begun = {false};
    return hand()
        .reach(
            () -> {
              if (!begun[0]) {
                System.arraycopy(hand().scene().toolM(), 0, from, 0, 3);
                begun[0] = true;
              }
              return new double[] {from[0], from[1], from[2] + metres};
            })
        .turned(down)
        .within(0.010, 0.05)
        .atMost(atMost);
  }

  /** Where the tool point is when the bread is between the pads, and above. */
  private double[] astride(double aboveM) {
    return hand().astride(bread(aboveM), 0, way.breadM());
  }

  private double[] bread(double aboveM) {
    double[] place = hand().scene().bodyM(toaster.bread());
    place[2] += aboveM;
    return place;
  }

  /** Where the tool point is when the tips touch the lever, and above. */
  private double[] lever(double aboveM) {
    return new double[] {
      toaster.leverM(0) - 0.002, toaster.leverM(1), toaster.leverM(2) + way.leverTouchM() + aboveM
    };
  }

  /** Where the middle of the bread is when its lower edge is so far above the slot. */
  private double[] overSlot(double clearM) {
    return new double[] {toaster.placeM(0), toaster.placeM(1), overToasterM(clearM)};
  }

  private double overToasterM(double clearM) {
    return bread(0)[2] - task.clearM() + clearM;
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
