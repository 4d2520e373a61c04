package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.sim.mujoco.ObjectKind;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldTowelTest {

  private static final String NAME = "fold-towel";
  private static final int SIDE = 9;

  private final TaskBench<FoldTowel> bench = new TaskBench<>(NAME, FoldTowel::new);
  private final Scene scene = bench.scene;
  private final FoldTowel task = bench.task;

  @BeforeEach
  void layTheTowelDown() {
    bench.place(1);
    putFingers(new double[] {0.27, 0, 0.14}, 1);
    settle();
    task.settled();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void towelAtRestIsAtRest() {
    bench.pass(100);

    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int dof = scene.model().jointDofAddress(scene.model().bodyFirstJoint(particle(i, j)));
        for (int axis = 0; axis < 3; axis++) {
          assertThat(scene.data().qvel().get(dof + axis)).isCloseTo(0, within(1e-4));
        }
        lowest = Math.min(lowest, scene.bodyM(particle(i, j), 2));
        highest = Math.max(highest, scene.bodyM(particle(i, j), 2));
      }
    }
    assertThat(highest - lowest).isLessThan(1e-6);
    assertThat(lowest)
        .as("radius of a particle less what the contact yields")
        .isBetween(.0045, .005);
  }

  @Test
  void closingRoundTheCornerPinchesIt() {
    pinchTheCorner();

    assertThat(task.isPinched()).isTrue();
    assertThat(bench.observed()[75]).isEqualTo(1);
  }

  @Test
  void closedFingersThatWereAskedToStayOpenPinchNothing() {
    putFingers(atCorner(), 0.1);
    bench.pass(1);

    assertThat(task.isPinched()).isFalse();
  }

  @Test
  void closingBesideTheTowelPinchesNothing() {
    double[] beside = atCorner();
    beside[0] += 0.03;
    putFingers(beside, 0);
    bench.pass(1);

    assertThat(task.isPinched()).isFalse();
  }

  @Test
  void openingLetsGo() {
    pinchTheCorner();
    scene.commandGripper(0.4);
    bench.pass(30);

    assertThat(task.isPinched()).isFalse();
    assertThat(bench.observed()[75]).isZero();
  }

  @Test
  void pinchHoldsWhatRubberPadsHoldAndNoMore() {
    pinchTheCorner();
    pullAtTheCornerN(4);
    bench.pass(10);
    assertThat(task.isPinched()).as("at 4 N").isTrue();

    pullAtTheCornerN(9);
    bench.pass(10);
    assertThat(task.isPinched()).as("at 9 N").isFalse();
  }

  @Test
  void clothThatSlippedIsCaughtAgainOnlyOnceTheFingersHaveOpened() {
    pinchTheCorner();
    double[] before = scene.data().qpos().copy();
    pullAtTheCornerN(9);
    bench.pass(2);
    pullAtTheCornerN(0);
    layBack(before);
    bench.pass(5);
    assertThat(task.isPinched()).as("between fingers that stayed closed").isFalse();

    scene.poseGripper(0.4);
    bench.pass(1);
    layBack(before);
    scene.poseGripper(0);
    bench.pass(2);
    assertThat(task.isPinched()).as("between fingers that closed again").isTrue();
  }

  @Test
  void foldCountsOnceItHasHeldForHalfASecond() {
    foldPerfectly();

    bench.assertSuccessAfter(5);
  }

  @Test
  void foldInClosedFingersDoesNotCount() {
    foldPerfectly();
    scene.poseGripper(0.2);
    scene.data().forward();

    bench.assertNothingIsAchieved();
  }

  @Test
  void flatTowelIsNoFold() {
    bench.assertNothingIsAchieved();
  }

  @Test
  void towelThatWasDraggedAwayIsNoFold() {
    foldPerfectly();
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int q = scene.model().jointQposAddress(scene.model().bodyFirstJoint(particle(i, j)));
        scene.data().qpos().set(q, scene.data().qpos().get(q) + 0.03);
      }
    }
    scene.data().forward();

    bench.assertNothingIsAchieved();
  }

  @Test
  void placingAgainLeavesNothingOfThePinchInTheModel() {
    List<Integer> partners = partners();
    double[] anchors = scene.model().parameters().eqData().copy();
    pinchTheCorner();
    assertThat(partners()).isNotEqualTo(partners);

    bench.place(2);

    assertThat(partners()).isEqualTo(partners);
    assertThat(scene.model().parameters().eqData().copy()).isEqualTo(anchors);
    assertThat(task.isPinched()).isFalse();
  }

  private List<Integer> partners() {
    return IntStream.range(0, scene.model().count(ObjectKind.EQUALITY))
        .mapToObj(scene.model().parameters()::equalityPartner)
        .toList();
  }

  @Test
  void particlesAreObservedFromTheToolPointRowByRow() {
    double[] observed = bench.observed();

    assertThat(observed).hasSize(82);
    int[][] indices = {{0, 0}, {0, 2}, {2, 0}, {8, 8}};
    int[] places = {0, 3, 15, 72};
    for (int k = 0; k < places.length; k++) {
      for (int axis = 0; axis < 3; axis++) {
        assertThat(observed[places[k] + axis])
            .isEqualTo(
                scene.bodyM(particle(indices[k][0], indices[k][1]), axis) - scene.toolM(axis));
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      assertThat(observed[76 + axis]).isEqualTo(StrictMath.tanh(observed[72 + axis] / 0.01));
      assertThat(observed[79 + axis]).isEqualTo(StrictMath.tanh(observed[axis] / 0.01));
    }
  }

  // ---- what the tests are made of

  private int particle(int i, int j) {
    return scene.model().body("p" + i + "_" + j);
  }

  private void settle() {
    for (int i = 0; i < 30; i++) {
      scene.tick();
    }
    scene.data().forward();
  }

  private void putFingers(double[] toolM, double opening) {
    bench.toolAt(toolM);
    scene.poseGripper(opening);
    scene.data().forward();
  }

  private double[] atCorner() {
    double[] corner = task.cornerM();
    corner[2] = 0.013;
    return corner;
  }

  private void pinchTheCorner() {
    putFingers(atCorner(), 0);
    bench.pass(1);
  }

  private void pullAtTheCornerN(double force) {
    scene.data().xfrcApplied().set(particle(8, 8), 0, force);
  }

  private void layBack(double[] positions) {
    scene.data().qpos().writeAll(positions);
    for (int i = 0; i < scene.data().qvel().size(); i++) {
      scene.data().qvel().set(i, 0);
    }
    scene.data().forward();
  }

  private void foldPerfectly() {
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        if (i + j > SIDE - 1) {
          moveOnto(particle(i, j), particle(SIDE - 1 - j, SIDE - 1 - i));
        }
      }
    }
    scene.data().forward();
  }

  private void moveOnto(int moved, int resting) {
    int q = scene.model().jointQposAddress(scene.model().bodyFirstJoint(moved));
    for (int axis = 0; axis < 3; axis++) {
      double off = scene.bodyM(resting, axis) - scene.bodyM(moved, axis);
      double above = axis == 2 ? 0.01 : 0;
      scene.data().qpos().set(q + axis, scene.data().qpos().get(q + axis) + off + above);
    }
  }
}
