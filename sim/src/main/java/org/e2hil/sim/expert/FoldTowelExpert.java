package org.e2hil.sim.expert;

import org.e2hil.sim.task.FoldTowel;
import org.e2hil.sim.task.PerArm;

/** Pinches the corner, carries it over in a half circle, lays it down and lets go. */
public final class FoldTowelExpert extends ScriptedExpert {

  private static final int WAYPOINTS = 14;
  private static final double OPEN = 0.4;

  /** Distance of the pads when they catch the cloth. */
  private static final double PINCHED_M = 0.009;

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
  public FoldTowelExpert(FoldTowel task, Hand hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
  }

  @Override
  Script plan() {
    Script script = new Script();
    double[] across = hand().down(task.yawRad());
    if (task.isPinched()) {
      carry(script, across);
      return retreat(script, across);
    }
    if (missingM() < way.laidWithinM()) {
      return retreat(script, across);
    }
    script
        .then(hand().grip(OPEN, 0))
        .then(hand().reach(() -> corner(way.aboveM())).turned(across).within(0.010, 0.05))
        .then(hand().reach(this::grasp).turned(across).within(0.004, 0.05).atMost(25))
        .then(hand().grip(0, 2));
    return script.then(hand().repeat(4, () -> !task.isPinched(), () -> Motion.move(0, 0, 0.01)));
  }

  private double[] grasp() {
    double[] corner = task.cornerM();
    corner[2] = way.graspHeightM();
    return pinching(corner);
  }

  private double[] corner(double above) {
    double[] corner = task.cornerM();
    corner[2] += above;
    return pinching(corner);
  }

  /** Where the tool point is when the pads pinch the cloth here. */
  private double[] pinching(double[] placeM) {
    return hand().astride(placeM, task.yawRad(), PINCHED_M);
  }

  /** Along a half ellipse from where the corner lay to where it shall lie, from here on. */
  private void carry(Script script, double[] across) {
    double[] from = task.cornerStartM();
    double[] to = task.cornerGoalM();
    double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    double[] ahead = {(to[0] - from[0]) / length, (to[1] - from[1]) / length};
    double[] here = hand().scene().toolM();
    double gone = (here[0] - from[0]) * ahead[0] + (here[1] - from[1]) * ahead[1];
    double done = Math.acos(1 - 2 * Math.max(0, Math.min(1, gone / length))) / Math.PI;
    for (int i = 1; i <= WAYPOINTS; i++) {
      double share = (double) i / WAYPOINTS;
      if (share > done) {
        double turned = Math.PI * share;
        double along = length / 2 * (1 - Math.cos(turned)) + way.beyondM() * share;
        double height = way.carryHeightM() + way.radiusM() * Math.sin(turned);
        double[] place =
            pinching(new double[] {from[0] + ahead[0] * along, from[1] + ahead[1] * along, height});
        script.then(hand().reach(() -> place).turned(across).within(0.015, 0.05).atMost(8));
      }
    }
    double[] last =
        pinching(
            new double[] {
              to[0] + ahead[0] * way.beyondM(), to[1] + ahead[1] * way.beyondM(), way.layHeightM()
            });
    script.then(hand().reach(() -> last).turned(across).within(0.006, 0.05).atMost(15));
  }

  private Script retreat(Script script, double[] across) {
    script.then(hand().grip(OPEN, 0));
    double[] goal = task.cornerGoalM();
    double[] up = pinching(new double[] {goal[0], goal[1], way.retreatHeightM()});
    return script
        .then(hand().reach(() -> up).turned(across).within(0.010, 0.05).atMost(15))
        .then(hand().stay(6));
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
        Hand.length(new double[] {corner[0] - tool[0], corner[1] - tool[1], corner[2] - tool[2]});
    return 0.3 * Math.max(0, 1 - far / 0.3);
  }
}
