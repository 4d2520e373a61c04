package org.e2hil.sim.expert;

import java.util.Optional;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.WipeWhiteboard;

/**
 * Wipes strip after strip, always where the most ink is left: down until the felt presses, then
 * along the board with the force held near 7 N.
 */
public final class WipeWhiteboardExpert extends ScriptedExpert {

  private static final double HOVER_M = 0.010;
  private static final double ABOVE_M = 0.06;

  /**
   * How a hand takes up the eraser.
   *
   * @param opening to come down with, as a share
   * @param roomM beside the eraser
   */
  private record Way(double opening, double roomM) {}

  private static final PerArm<Way> WAYS = PerArm.of(new Way(1, 0.056), new Way(0.4, 0.010));

  private static final double FORCE_N = 7;
  private static final double SLIDES_ABOVE_N = 2;
  private static final double TOUCHES_ABOVE_N = 1;
  private static final double M_PER_N = 0.0004;
  private static final double FASTEST_DOWN_M = 0.004;
  private static final double FASTEST_UP_M = 0.003;
  private static final double FASTEST_SLIDE_M = 0.008;
  private static final int LONGEST_SWEEP = 45;

  private static final double ARRIVED_M = 0.006;
  private static final double AT_START_X_M = 0.012;
  private static final double AT_START_Y_M = 0.020;

  private final WipeWhiteboard task;
  private final Way way;

  /** An expert of this task. */
  public WipeWhiteboardExpert(WipeWhiteboard task, Hand hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
  }

  @Override
  Script plan() {
    if (!task.isHeld()) {
      return graspAgain();
    }
    Optional<WipeWhiteboard.Strip> found = task.nextStrip();
    if (found.isEmpty()) {
      return new Script().then(hand().stay(1));
    }
    WipeWhiteboard.Strip strip = found.get();
    double[] ahead = hand().down(0);
    boolean backwards =
        Math.abs(task.eraserM(1) - strip.toYM()) < Math.abs(task.eraserM(1) - strip.fromYM());
    double from = backwards ? strip.toYM() : strip.fromYM();
    double to = backwards ? strip.fromYM() : strip.toYM();
    Script script = new Script();
    if (Math.abs(task.eraserM(0) - strip.xM()) > AT_START_X_M
        || Math.abs(task.eraserM(1) - from) > AT_START_Y_M) {
      double[] above = {
        task.boardM(0) + strip.xM(),
        task.boardM(1) + from,
        task.boardM(2) + WipeWhiteboard.ERASER_HALF_Z_M + HOVER_M
      };
      script.then(
          hand()
              .reach(() -> above)
              .bringing(this::eraser)
              .turned(ahead)
              .within(0.008, 0.05)
              .atMost(30));
    }
    return script.then(
        hand()
            .repeat(
                LONGEST_SWEEP,
                () -> !hasArrived(to),
                () -> Motion.move(sweep(strip.xM(), to), hand().turnTo(ahead))));
  }

  private boolean hasArrived(double yM) {
    return Math.abs(yM - task.eraserM(1)) < ARRIVED_M && task.forceN() > TOUCHES_ABOVE_N;
  }

  private double[] sweep(double xM, double yM) {
    double aside = 0.5 * (xM - task.eraserM(0) - hand().lagM(0));
    double along =
        task.forceN() > SLIDES_ABOVE_N
            ? clip(yM - task.eraserM(1), -FASTEST_SLIDE_M, FASTEST_SLIDE_M)
            : 0;
    double up = clip((task.forceN() - FORCE_N) * M_PER_N, -FASTEST_DOWN_M, FASTEST_UP_M);
    return new double[] {aside, along, up};
  }

  private static double clip(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /** Takes up an eraser that was let go. */
  private Script graspAgain() {
    double[] across = hand().down(task.eraserYawRad());
    return new Script()
        .then(hand().grip(way.opening(), 0))
        .then(hand().reach(() -> astrideEraser(ABOVE_M)).turned(across).within(0.010, 0.05))
        .then(
            hand()
                .reach(() -> astrideEraser(WipeWhiteboard.BEYOND_TOOL_M))
                .turned(across)
                .atMost(30))
        .then(hand().grip(task.grasp().orElseThrow().squeezing(), 3));
  }

  private double[] astrideEraser(double metres) {
    return hand()
        .astride(aboveEraser(metres), task.eraserYawRad(), task.eraserWidthM() + way.roomM());
  }

  private double[] eraser() {
    return aboveEraser(0);
  }

  private double[] aboveEraser(double metres) {
    return new double[] {
      task.boardM(0) + task.eraserM(0),
      task.boardM(1) + task.eraserM(1),
      task.boardM(2) + task.eraserM(2) + metres
    };
  }

  @Override
  public double progress() {
    return 1 - task.inkLeft();
  }
}
