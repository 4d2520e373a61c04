package org.e2hil.sim.expert;

import org.e2hil.sim.task.FoldTowel;

/** Pinches the corner, carries it over in a half circle, lays it down and lets go. */
public final class FoldTowelExpert extends ScriptedExpert {

  private static final double ABOVE_M = 0.06;
  private static final double GRASP_HEIGHT_M = 0.013;
  private static final double CARRY_HEIGHT_M = 0.016;
  private static final double LAY_HEIGHT_M = 0.020;
  private static final double RADIUS_M = 0.09;
  private static final int WAYPOINTS = 14;

  /** How far past its place the corner is carried: it slides back a little when let go. */
  private static final double BEYOND_M = 0.006;

  private static final double OPEN = 0.4;
  private static final double LAID_WITHIN_M = 0.04;

  private final FoldTowel task;

  /** An expert of this task. */
  public FoldTowelExpert(FoldTowel task, Hand hand) {
    super(hand);
    this.task = task;
  }

  @Override
  Script plan() {
    Script script = new Script();
    double[] across = hand().down(task.yawRad());
    if (task.isPinched()) {
      carry(script, across);
      return retreat(script, across);
    }
    if (missingM() < LAID_WITHIN_M) {
      return retreat(script, across);
    }
    script
        .then(hand().grip(OPEN, 0))
        .then(hand().reach(() -> corner(ABOVE_M)).turned(across).within(0.010, 0.05))
        .then(hand().reach(this::grasp).turned(across).within(0.004, 0.05).atMost(25))
        .then(hand().grip(0, 2));
    return script.then(hand().repeat(4, () -> !task.isPinched(), () -> Motion.move(0, 0, 0.01)));
  }

  private double[] grasp() {
    double[] corner = task.cornerM();
    corner[2] = GRASP_HEIGHT_M;
    return corner;
  }

  private double[] corner(double above) {
    double[] corner = task.cornerM();
    corner[2] += above;
    return corner;
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
        double along = length / 2 * (1 - Math.cos(turned)) + BEYOND_M * share;
        double[] place = {
          from[0] + ahead[0] * along,
          from[1] + ahead[1] * along,
          CARRY_HEIGHT_M + RADIUS_M * Math.sin(turned)
        };
        script.then(hand().reach(() -> place).turned(across).within(0.015, 0.05).atMost(8));
      }
    }
    double[] last = {to[0] + ahead[0] * BEYOND_M, to[1] + ahead[1] * BEYOND_M, LAY_HEIGHT_M};
    script.then(hand().reach(() -> last).turned(across).within(0.006, 0.05).atMost(15));
  }

  private Script retreat(Script script, double[] across) {
    script.then(hand().grip(OPEN, 0));
    double[] goal = task.cornerGoalM();
    return script
        .then(
            hand()
                .reach(() -> new double[] {goal[0], goal[1], 0.12})
                .turned(across)
                .within(0.010, 0.05)
                .atMost(15))
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
    if (missingM() < LAID_WITHIN_M) {
      return 0.95;
    }
    double[] tool = hand().scene().toolM();
    double[] corner = task.cornerM();
    double far =
        Hand.length(new double[] {corner[0] - tool[0], corner[1] - tool[1], corner[2] - tool[2]});
    return 0.3 * Math.max(0, 1 - far / 0.3);
  }
}
