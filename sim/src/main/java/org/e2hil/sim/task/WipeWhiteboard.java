package org.e2hil.sim.task;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.mujoco.TextureShape;
import org.e2hil.sim.randomisation.Draws;
import org.e2hil.sim.randomisation.Randomisation;
import org.e2hil.sim.scene.Scene;

/**
 * Wipe Whiteboard: rub the ink off a small board with the eraser in the hand, pressing neither too
 * little nor too much.
 *
 * <p>Every 10 ms the ink under the felt that is nearer than 1.2 mm loses 1.3 · min(F / 4 N, 1.5) ·
 * way / width of the pad: one pass of the pad's own width at 4 N takes it off with a little to
 * spare, while pressing without sliding (below 4 mm/s) or skimming (below 0.5 N) takes nothing. The
 * form is that of Archard's law of wear; the numbers are this project's.
 *
 * <p>Success: less than 3% of the ink is left; ink does not come back, so this holds by itself.
 * Failure: more than 45 N on the board for a tenth of a second in all, or the eraser fell off the
 * table.
 *
 * <p>Object state, 18 numbers: the eraser's place from the middle of the board's surface 3, m; its
 * orientation as a quaternion 4; force on the board 1, in tens of newtons; share of the ink that is
 * left 1; the ink as seen from the eraser 8 ({@link InkView}); height of the felt over the board
 * under the {@link Magnifier} 1.
 */
@API(status = API.Status.INTERNAL)
public final class WipeWhiteboard implements SimulatedTask {

  /** The task's row of Table V. */
  public static final TaskSpec SPEC = PaperTasks.WIPE_WHITEBOARD.spec();

  /** Height of the board's surface above the table, m, as in the scene. */
  public static final double SURFACE_M = 0.012;

  /** Half the eraser's height, m, as in the scenes. */
  public static final double ERASER_HALF_Z_M = 0.014;

  /** How far the eraser's middle is beyond the tool point, m. */
  public static final double BEYOND_TOOL_M = 0.012;

  private static final PerArm<Size> SIZES =
      PerArm.of(
          new Size(0.10, 0.14, 0.050, 0.022, 0.30, 0.3, 0.06),
          new Size(0.07, 0.10, 0.035, 0.016, 0.215, 0.2, 0.05));

  private static final double WEAR = 1.3;
  private static final double FORCE_N = 4;
  private static final double MOST_FORCE_SHARE = 1.5;
  private static final double SKIMMING_BELOW_N = 0.5;
  private static final double STILL_BELOW_M_PER_S = 0.004;
  private static final double TOUCHES_BELOW_M = 0.0012;
  private static final double TICK_S = 0.01;

  private static final int TOO_HARD_TICKS = 10;
  private static final double FALLEN_BELOW_M = -0.02;

  private static final Tunable SPREAD_M = CommonTunables.spreadM(SPEC);
  private static final Tunable FORCE_LIMIT_N =
      Tunable.of("forceLimitN", 45, "N", 5, 200, "force on the board that is too hard");
  private static final Tunable CLEAN_BELOW =
      Tunable.of("cleanBelow", 0.03, "", 0.01, 0.5, "share of the ink that a clean board may keep");

  /** What a scenario may override. */
  public static final List<Tunable> TUNABLES =
      List.of(
          SPREAD_M,
          CommonTunables.FARTHER_M,
          FORCE_LIMIT_N,
          CLEAN_BELOW,
          CommonTunables.FIRM_GRIP_N);

  private static final double SWEEP_MARGIN_M = 0.015;

  private final Scene scene;
  private final int board;
  private final int boardMocap;
  private final int boardFace;
  private final int eraser;
  private final int felt;
  private final Size size;
  private final Ink ink;
  private final InkView inkView;
  private final Ink.Pad pad;
  private final double[] velocity = new double[6];
  private final int texture;
  private final double spreadM;
  private final double fartherM;
  private final double forceLimitN;
  private final double cleanBelow;
  private final double firmGripN;
  private byte[] texels = new byte[0];
  private double wearN = FORCE_N;
  private double forceN;
  private int ticksTooHard;

  /** The task in this scene. */
  public WipeWhiteboard(Scene scene) {
    this.scene = scene;
    size = SIZES.in(scene);
    ink = new Ink(size.boardHalfXM(), size.boardHalfYM());
    inkView = new InkView(ink, size.eraserHalfXM(), size.eraserHalfYM());
    pad = new Ink.Pad(size.eraserHalfXM(), size.eraserHalfYM());
    board = scene.model().body("board");
    boardMocap = scene.model().mocap("board");
    boardFace = scene.model().geom("board");
    eraser = scene.model().body("eraser");
    felt = scene.model().geom("felt");
    texture = scene.model().texture("ink");
    spreadM = scene.tuned(SPREAD_M);
    fartherM = scene.tuned(CommonTunables.FARTHER_M);
    forceLimitN = scene.tuned(FORCE_LIMIT_N);
    cleanBelow = scene.tuned(CLEAN_BELOW);
    firmGripN = scene.tuned(CommonTunables.FIRM_GRIP_N);
  }

  @Override
  public Optional<Grasp> grasp() {
    double widthM = 2 * size.eraserHalfYM();
    return Optional.of(
        new Grasp(
            eraser,
            0,
            scene.jaws().middleM(widthM),
            BEYOND_TOOL_M,
            scene.jaws().touching(widthM),
            scene.jaws().touching(widthM) - size.squeeze(),
            0));
  }

  @Override
  public void vary(Randomisation.Things ranges, Draws draws) {
    wearN = draws.within("wear_n", ranges.wearN(), FORCE_N);
  }

  @Override
  public void place(SeededRandom random) {
    scene.placeMocap(
        boardMocap,
        size.boardXM() + fartherM + CommonTunables.draw(random, spreadM),
        CommonTunables.draw(random, spreadM),
        0,
        0);
    ink.scribble(random);
    forceN = 0;
    ticksTooHard = 0;
  }

  @Override
  public void tick() {
    forceN = scene.data().measure().geomPairForce(felt, boardFace);
    if (forceN > forceLimitN) {
      ticksTooHard++;
    }
    if (forceN < SKIMMING_BELOW_N) {
      return;
    }
    scene.data().measure().bodyVelocity(eraser, velocity);
    double speed = Math.hypot(velocity[0], velocity[1]);
    if (speed < STILL_BELOW_M_PER_S) {
      return;
    }
    double share = Math.min(forceN / wearN, MOST_FORCE_SHARE);
    trackPad();
    ink.erase(pad, TOUCHES_BELOW_M, WEAR * share * speed * TICK_S / (2 * size.eraserHalfYM()));
  }

  /** The felt's face as the board sees it, which lies level and is never turned. */
  private void trackPad() {
    double downX = ERASER_HALF_Z_M * scene.bodyRotation(eraser, 0, 2);
    double downY = ERASER_HALF_Z_M * scene.bodyRotation(eraser, 1, 2);
    double downZ = ERASER_HALF_Z_M * scene.bodyRotation(eraser, 2, 2);
    pad.middle(eraserM(0) - downX, eraserM(1) - downY, eraserM(2) - downZ);
    pad.alongX(
        scene.bodyRotation(eraser, 0, 0),
        scene.bodyRotation(eraser, 1, 0),
        scene.bodyRotation(eraser, 2, 0));
    pad.alongY(
        scene.bodyRotation(eraser, 0, 1),
        scene.bodyRotation(eraser, 1, 1),
        scene.bodyRotation(eraser, 2, 1));
  }

  @Override
  public int objectNumbers() {
    return 3 + 4 + 2 + InkView.NUMBERS + 1;
  }

  @Override
  public void objects(double[] into) {
    for (int axis = 0; axis < 3; axis++) {
      into[axis] = eraserM(axis);
    }
    for (int i = 0; i < 4; i++) {
      into[3 + i] = scene.data().xquat().get(eraser, i);
    }
    into[7] = forceN / 10;
    into[8] = ink.left();
    inkView.write(into[0], into[1], into, 9);
    into[9 + InkView.NUMBERS] = Magnifier.of(into[2] - ERASER_HALF_Z_M);
  }

  @Override
  public EpisodeEnd judge() {
    if (ticksTooHard > TOO_HARD_TICKS) {
      return EpisodeEnd.failure("the eraser pressed too hard");
    }
    if (scene.bodyM(eraser, 2) < FALLEN_BELOW_M) {
      return EpisodeEnd.failure("the eraser fell off the table");
    }
    return ink.left() < cleanBelow ? EpisodeEnd.success() : EpisodeEnd.none();
  }

  @Override
  public void beforeRender(Renderer renderer) {
    TextureShape shape = scene.model().parameters().textureShape(texture);
    if (texels.length == 0) {
      texels = new byte[shape.size()];
    }
    ink.paint(texels, shape.width(), shape.height());
    scene.model().parameters().writeTexture(texture, texels);
    renderer.uploadTexture(texture);
  }

  // ---- for the expert

  /** Width of the eraser from pad to pad, m. */
  public double eraserWidthM() {
    return 2 * size.eraserHalfYM();
  }

  /** True while both pads press on the eraser. */
  public boolean isHeld() {
    return scene.gripN(eraser) > firmGripN;
  }

  /** Heading of the eraser, rad. */
  public double eraserYawRad() {
    return scene.bodyYawRad(eraser);
  }

  /** Share of the ink that is left, from 0 to 1. */
  public double inkLeft() {
    return ink.left();
  }

  /** The strip of visible ink that is nearest to the eraser along x; empty on a clean board. */
  public Optional<Strip> nearestStrip() {
    return inkView.nearest(eraserM(0));
  }

  /** The visible ink that the eraser passes along y from where it is; empty if there is none. */
  public Optional<Strip> stripHere() {
    return inkView.at(eraserM(0));
  }

  /** The nearest place to x on the board where the eraser's middle may be, m. */
  public double withinBoardXM(double xM) {
    double farthest = size.boardHalfXM() - size.stripMarginM();
    return Math.max(-farthest, Math.min(farthest, xM));
  }

  /** The nearest place to y on the board where the eraser's middle may be, m. */
  public double withinBoardYM(double yM) {
    double farthest = size.boardHalfYM() - SWEEP_MARGIN_M;
    return Math.max(-farthest, Math.min(farthest, yM));
  }

  /**
   * Ink that the eraser passes on its way along y, from the board's middle.
   *
   * @param xM where the eraser's middle is
   * @param fromYM lower end of the ink
   * @param toYM upper end of the ink
   */
  public record Strip(double xM, double fromYM, double toYM) {}

  /** Force of the eraser on the board, N. */
  public double forceN() {
    return forceN;
  }

  /** Where the eraser's middle is along one axis from the middle of the board's surface, m. */
  public double eraserM(int axis) {
    return scene.bodyM(eraser, axis) - boardM(axis);
  }

  /** Where the middle of the board's surface is along one axis, m. */
  public double boardM(int axis) {
    return scene.bodyM(board, axis) + (axis == 2 ? SURFACE_M : 0);
  }

  /**
   * The task cut to an arm's measure, as in its scene.
   *
   * @param eraserHalfYM y is from pad to pad
   * @param boardXM how far the middle of where the board lies is before the arm
   * @param squeeze how much further than to the eraser's sides the gripper is asked to close, a
   *     share
   * @param stripMarginM how near to the rims the eraser's middle goes: not on them, and still over
   *     all that is ever drawn
   */
  private record Size(
      double boardHalfXM,
      double boardHalfYM,
      double eraserHalfXM,
      double eraserHalfYM,
      double boardXM,
      double squeeze,
      double stripMarginM) {}
}
