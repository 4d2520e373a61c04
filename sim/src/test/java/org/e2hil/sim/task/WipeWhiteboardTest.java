package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.robot.Arms;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WipeWhiteboardTest {

  private static final String NAME = "wipe-whiteboard";

  private final TaskBench<WipeWhiteboard> bench = new TaskBench<>(NAME, WipeWhiteboard::new);
  private final Scene scene = bench.scene;
  private final WipeWhiteboard task = bench.task;
  private final int eraser = scene.model().body("eraser");

  /** Where the eraser passes ink from its one edge to its other. */
  private WipeWhiteboard.Strip strip;

  @BeforeEach
  void scribbleOnTheBoard() {
    bench.place(1);
    bench.armAtHome();
    strip = stripOverTheNearestInk();
  }

  private WipeWhiteboard.Strip stripOverTheNearestInk() {
    layTheEraser(0, 0, 0.05);
    layTheEraser(task.withinBoardXM(task.nearestStrip().orElseThrow().xM()), 0, 0.05);
    WipeWhiteboard.Strip ink = task.stripHere().orElseThrow();
    double half = task.eraserWidthM() / 2;
    return new WipeWhiteboard.Strip(
        ink.xM(), task.withinBoardYM(ink.fromYM() - half), task.withinBoardYM(ink.toYM() + half));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void pressingAloneErasesNothing() {
    layTheEraser(strip.xM(), (strip.fromYM() + strip.toYM()) / 2, 0);
    rub(0, 8, 100);

    assertThat(task.forceN()).isGreaterThan(8);
    assertThat(task.inkLeft()).isEqualTo(1);
  }

  @Test
  void skimmingErasesNothing() {
    layTheEraser(strip.xM(), strip.fromYM(), 0.002);
    for (int tick = 0; tick < 50; tick++) {
      scene.placeFree(
          eraser,
          task.boardM(0) + strip.xM(),
          task.boardM(1) + strip.fromYM() + 0.001 * tick,
          task.boardM(2) + WipeWhiteboard.ERASER_HALF_Z_M + 0.002,
          0);
      scene.data().qvel().set(scene.model().jointDofAddress(joint()) + 1, 0.1);
      scene.tick();
      task.tick();
    }

    assertThat(task.inkLeft()).isEqualTo(1);
  }

  @Test
  void pressingWhileSlidingErases() {
    layTheEraser(strip.xM(), strip.fromYM(), 0);
    rub(0.1, 4, (int) ((strip.toYM() - strip.fromYM()) / 0.001));

    assertThat(task.inkLeft()).isLessThan(0.7);
  }

  @Test
  void halfTheForceErasesHalfAsFast() {
    double light = inkTakenBy(1.4);
    double firm = inkTakenBy(3.4);

    // the eraser's own weight of 0.6 N presses too
    assertThat(firm / light).isCloseTo(2, within(0.15));
  }

  @Test
  void pressingTooHardFailsTheTask() {
    layTheEraser(0, 0, 0);
    rub(0, 60, 50);

    assertThat(task.judge().kind()).isEqualTo(EpisodeEnd.Kind.FAILURE);
    assertThat(task.judge().reason()).contains("too hard");
  }

  @Test
  void pressingHardIsNotYetTooHard() {
    layTheEraser(0, 0, 0);
    rub(0, 40, 100);

    assertThat(task.forceN()).isGreaterThan(40);
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
  }

  @Test
  void armThatPushesDownBlindlyPressesTooHard() {
    try (Workcell workcell = Episodes.open(NAME)) {
      workcell.environment().reset(0);
      EpisodeEnd episodeEnd = EpisodeEnd.none();
      while (!episodeEnd.isEnd()) {
        episodeEnd = workcell.environment().step(Action.of(0, 0, -1, 0, 0, 0, 0)).episodeEnd();
      }
      assertThat(episodeEnd.kind()).isEqualTo(EpisodeEnd.Kind.FAILURE);
    }
  }

  @Test
  void placingAgainRestoresInkAndForgetsTheForce() {
    layTheEraser(strip.xM(), strip.fromYM(), 0);
    rub(0.1, 60, 40);
    assertThat(task.inkLeft()).isLessThan(1);
    bench.place(1);

    assertThat(task.inkLeft()).isEqualTo(1);
    assertThat(task.forceN()).isZero();
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
    bench.armAtHome();
    assertThat(stripOverTheNearestInk()).isEqualTo(strip);
  }

  @Test
  void theNearestStripIsTheOneThatIsObserved() {
    layTheEraser(-0.05, 0.03, 0.05);
    double[] observed = bench.observed();

    WipeWhiteboard.Strip nearest = task.nearestStrip().orElseThrow();
    assertThat(observed[9]).isCloseTo(nearest.xM() - task.eraserM(0), within(1e-12));
    assertThat(observed[10]).isCloseTo(nearest.toYM() - task.eraserM(1), within(1e-12));
  }

  @Test
  void thereIsNoStripWhereNoInkIs() {
    layTheEraser(0.2, 0, 0);

    assertThat(task.stripHere()).isEmpty();
  }

  @Test
  void eraserForceAndInkAreObservedInThisOrder() {
    layTheEraser(0.01, -0.02, 0);
    rub(0, 5, 20);
    scene.data().forward();
    double[] observed = bench.observed();

    assertThat(observed).hasSize(3 + 4 + 2 + 8 + 1);
    assertThat(observed[0]).isCloseTo(0.01, within(0.001));
    assertThat(observed[1]).isCloseTo(-0.02, within(0.001));
    assertThat(observed[2]).isCloseTo(WipeWhiteboard.ERASER_HALF_Z_M, within(0.002));
    assertThat(observed[3]).isCloseTo(1, within(0.001));
    assertThat(observed[7]).isCloseTo(task.forceN() / 10, within(1e-12)).isGreaterThan(0.4);
    assertThat(observed[8]).isEqualTo(1);
    double feltM = observed[2] - WipeWhiteboard.ERASER_HALF_Z_M;
    assertThat(observed[17]).isEqualTo(StrictMath.tanh(feltM / 0.01)).isCloseTo(0, within(0.2));
  }

  @Test
  void aStripsInkIsSeenFromTheEraserUponIt() {
    layTheEraser(strip.xM(), 0, 0);
    double[] observed = bench.observed();

    // the way goes half an eraser beyond the ink unless the board ends before
    double beyondM = task.eraserWidthM() / 2;
    assertThat(observed[13]).isBetween(strip.toYM() - 2 * beyondM - 0.001, strip.toYM());
    assertThat(observed[14]).isBetween(-strip.fromYM() - 0.001, -strip.fromYM() + beyondM);
    assertThat(observed[16]).isPositive();
  }

  @Test
  void theSameNumbersAreSeenOfTheSmallerBoard() {
    try (var smaller = new Scene(NAME, Arms.so101(), 0.005)) {
      assertThat(new WipeWhiteboard(smaller).objectNumbers()).isEqualTo(task.objectNumbers());
    }
  }

  @Test
  void rendererShowsTheInkThatIsLeft() {
    assumeThat(Renderer.probe().available()).as("off-screen OpenGL").isTrue();
    try (Renderer renderer = new Renderer(scene.model(), 320, 240)) {
      int drawn = bluePixels(renderer);
      layTheEraser(strip.xM(), strip.fromYM(), 0);
      rub(0.1, 6, (int) ((strip.toYM() - strip.fromYM()) / 0.001));
      // out of the camera's sight of the board
      layTheEraser(-0.3, 0, 0.3);

      assertThat(drawn).isPositive();
      assertThat(bluePixels(renderer)).isLessThan(drawn);
    }
  }

  // ---- what the tests are made of

  private int joint() {
    return scene.model().bodyFirstJoint(eraser);
  }

  /** Puts the eraser level, from the middle of the board, so far above it. */
  private void layTheEraser(double xM, double yM, double aboveM) {
    scene.placeFree(
        eraser,
        task.boardM(0) + xM,
        task.boardM(1) + yM,
        task.boardM(2) + WipeWhiteboard.ERASER_HALF_Z_M + aboveM,
        0);
    scene.data().forward();
  }

  /** Slides the eraser along y at a speed, pressed down beside its weight, gently at first. */
  private void rub(double metresPerSecond, double pressN, int ticks) {
    int dof = scene.model().jointDofAddress(joint());
    for (int tick = 0; tick < ticks; tick++) {
      double pressedN = -scene.data().xfrcApplied().get(eraser, 2);
      scene.data().xfrcApplied().set(eraser, 2, -Math.min(pressN, pressedN + 2));
      scene.data().qvel().set(dof, 0);
      scene.data().qvel().set(dof + 1, metresPerSecond);
      for (int i = 3; i < 6; i++) {
        scene.data().qvel().set(dof + i, 0);
      }
      scene.tick();
      task.tick();
    }
  }

  private double inkTakenBy(double pressN) {
    bench.place(1);
    scene.data().forward();
    layTheEraser(strip.xM(), (strip.fromYM() + strip.toYM()) / 2, 0);
    rub(0, pressN, 50);
    rub(0.05, pressN, 10);
    return 1 - task.inkLeft();
  }

  private int bluePixels(Renderer renderer) {
    byte[] rgb = new byte[3 * 320 * 240];
    scene.data().forward();
    task.beforeRender(renderer);
    renderer.render(scene.data(), scene.model().camera("side"), rgb);
    int blue = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      if ((rgb[i + 2] & 0xFF) > (rgb[i] & 0xFF) + 80) {
        blue++;
      }
    }
    return blue;
  }
}
