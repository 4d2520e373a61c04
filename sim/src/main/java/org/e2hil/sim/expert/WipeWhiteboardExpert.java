package org.e2hil.sim.expert;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.WipeWhiteboard;

/**
 * Wipes strip by strip towards −y, with the force held near 7 N, and goes over to the upper end of
 * the nearest strip for each stroke. An eraser that was let go is taken up again.
 */
@API(status = API.Status.INTERNAL)
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

  /** An eraser whose felt is nearer to the board is on it, m. */
  private static final double TOUCHES_M = 0.0015;

  private static final double M_PER_N = 0.0004;
  private static final double FASTEST_DOWN_M = 0.004;
  private static final double FASTEST_UP_M = 0.003;
  private static final double FASTEST_SLIDE_M = 0.008;

  /** How near to where a stroke begins the eraser may go down, m. */
  private static final double AT_INK_M = 0.006;

  /** How much higher it stays for each metre that it is farther away. */
  private static final double FUNNEL = 2;

  /** How near to its place about the eraser a hand closes, m. */
  private static final double AROUND_M = 0.006;

  /** How far beyond the ink's upper end a stroke begins, in halves of the eraser's width. */
  private static final double LEAST_BEYOND = 0.1;

  private static final double MOST_BEYOND = 0.6;

  private final WipeWhiteboard task;
  private final Way way;
  private final double[] ahead;

  /** An expert of this task. */
  public WipeWhiteboardExpert(WipeWhiteboard task, Demonstrator hand) {
    super(hand);
    this.task = task;
    way = WAYS.in(hand.scene());
    ahead = hand.down(0);
  }

  @Override
  protected Motion motion() {
    return task.isHeld() ? wipe() : graspAgain();
  }

  /** Sweeps on while there is ink before the eraser; then goes over to the nearest strip. */
  private Motion wipe() {
    Optional<WipeWhiteboard.Strip> here =
        feltM() < TOUCHES_M ? task.stripHere().filter(this::isBefore) : Optional.empty();
    if (here.isPresent()) {
      return new Motion(sweep(here.get()), hand().turnTo(ahead), 0);
    }
    return task.nearestStrip().map(this::goOver).orElseGet(Motion::stay);
  }

  /** Whether there is ink under the eraser or below it; what is above is for the next stroke. */
  private boolean isBefore(WipeWhiteboard.Strip ink) {
    return ink.fromYM() < task.eraserM(1) + halfM();
  }

  /** Goes over the strip's upper end and comes down there. */
  private Motion goOver(WipeWhiteboard.Strip ink) {
    double x = task.withinBoardXM(ink.xM());
    double least = ink.toYM() + LEAST_BEYOND * halfM();
    double most = ink.toYM() + MOST_BEYOND * halfM();
    double y = task.withinBoardYM(Demonstrator.clip(task.eraserM(1), least, most));
    double far = Math.hypot(task.eraserM(0) - x, task.eraserM(1) - y);
    double height =
        Demonstrator.clip(FUNNEL * (far - AT_INK_M), -INTO_BOARD_M, HOVER_M)
            + WipeWhiteboard.ERASER_HALF_Z_M;
    double[] place = {task.boardM(0) + x, task.boardM(1) + y, task.boardM(2) + height};
    return hand().toward(place, eraser(), ahead, 0);
  }

  /** A step towards −y, until all ink has passed under the eraser. */
  private double[] sweep(WipeWhiteboard.Strip ink) {
    double way = task.withinBoardYM(ink.fromYM() - halfM()) - task.eraserM(1);
    double along = task.forceN() > SLIDES_ABOVE_N ? Demonstrator.clip(way, -FASTEST_SLIDE_M, 0) : 0;
    double up =
        Demonstrator.clip((task.forceN() - FORCE_N) * M_PER_N, -FASTEST_DOWN_M, FASTEST_UP_M);
    return new double[] {0, along, up};
  }

  /** Height of the felt over the board, m. */
  private double feltM() {
    return task.eraserM(2) - WipeWhiteboard.ERASER_HALF_Z_M;
  }

  private double halfM() {
    return task.eraserWidthM() / 2;
  }

  /** Takes up an eraser that was let go. */
  private Motion graspAgain() {
    double[] across = hand().down(task.eraserYawRad());
    double[] place = astrideEraser(WipeWhiteboard.BEYOND_TOOL_M);
    double[] tool = hand().scene().toolM();
    double aside = Math.hypot(place[0] - tool[0], place[1] - tool[1]);
    double room = hand().isTighterThan(way.opening()) ? 2 : 1;
    if (aside < room * AROUND_M && Math.abs(place[2] - tool[2]) < room * AROUND_M) {
      double squeezing = task.grasp().orElseThrow().squeezing();
      return hand().toward(place, across, hand().gripToward(squeezing));
    }
    place[2] += Demonstrator.clip(FUNNEL * (aside - AROUND_M / 2), 0, ABOVE_M);
    return hand().toward(place, across, hand().gripToward(way.opening()));
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
