package org.e2hil.sim.expert;

import java.util.Optional;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.WipeWhiteboard;

/**
 * Wipes along y while there is ink under the eraser's strip, with the force held near 7 N, then
 * goes over to the nearest ink. It remembers nothing while it holds the eraser.
 */
public final class WipeWhiteboardExpert extends ScriptedExpert {

  private static final double HOVER_M = 0.010;

  /** How far below the board the eraser is sent, so that it comes down on it for certain. */
  private static final double INTO_BOARD_M = 0.005;

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

  /** How near to the ink the eraser may go down. */
  private static final double AT_INK_M = 0.010;

  private final WipeWhiteboard task;
  private final Way way;
  private final double[] ahead;

  /** An expert of this task. */
  public WipeWhiteboardExpert(WipeWhiteboard task, Hand hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
    ahead = hand.down(0);
  }

  @Override
  Script plan() {
    return task.isHeld() ? now(this::wipe) : graspAgain();
  }

  /**
   * Goes on along the strip that the eraser presses on; from a clean one over to the nearest ink.
   */
  private Motion wipe() {
    Optional<WipeWhiteboard.Strip> here =
        task.forceN() > TOUCHES_ABOVE_N ? task.stripHere() : Optional.empty();
    if (here.isPresent()) {
      return Motion.move(sweep(wayM(here.get())), hand().toolTurnTo(ahead));
    }
    return task.nearestInkM().map(this::goOver).orElseGet(Motion::stay);
  }

  private Motion goOver(double[] inkM) {
    double x = task.withinBoardXM(inkM[0]);
    double y = task.withinBoardYM(inkM[1]);
    double far = Math.hypot(task.eraserM(0) - x, task.eraserM(1) - y);
    double height = clip(far - AT_INK_M, -INTO_BOARD_M, HOVER_M) + WipeWhiteboard.ERASER_HALF_Z_M;
    double[] place = {task.boardM(0) + x, task.boardM(1) + y, task.boardM(2) + height};
    return hand().toward(place, eraser(), ahead, 0);
  }

  /**
   * How far along y the eraser is to go, and which way: to the ink beyond it, of two the nearer
   * one; and where all ink is under it, to and fro over the middle of that.
   */
  private double wayM(WipeWhiteboard.Strip ink) {
    double half = task.eraserWidthM() / 2;
    double y = task.eraserM(1);
    double below = y - half - ink.fromYM();
    double above = ink.toYM() - (y + half);
    boolean underneath = below <= 0 && above <= 0;
    boolean down =
        underneath
            ? ink.fromYM() + ink.toYM() <= 2 * y
            : below > 0 && (above <= 0 || below < above);
    double aim = down ? ink.fromYM() - half : ink.toYM() + half;
    return task.withinBoardYM(aim) - y;
  }

  private double[] sweep(double wayM) {
    double along =
        task.forceN() > SLIDES_ABOVE_N ? clip(wayM, -FASTEST_SLIDE_M, FASTEST_SLIDE_M) : 0;
    double up = clip((task.forceN() - FORCE_N) * M_PER_N, -FASTEST_DOWN_M, FASTEST_UP_M);
    return new double[] {0, along, up};
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
