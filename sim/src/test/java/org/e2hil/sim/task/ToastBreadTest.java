package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToastBreadTest {

  private static final String NAME = "toast-bread";

  private final TaskBench<ToastBread> bench = new TaskBench<>(NAME, ToastBread::new);
  private final Scene scene = bench.scene;
  private final ToastBread task = bench.task;
  private final Toaster toaster = task.toaster();

  @BeforeEach
  void setTheTable() {
    bench.place(1);
    bench.armAtHome();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void breadStandsInItsRack() {
    bench.pass(200);

    assertThat(scene.bodyM(toaster.bread(), 2)).isCloseTo(0.042, within(0.001));
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
  }

  @Test
  void carriageThatWasNotPressedAllTheWayComesUpAgain() {
    pressLeverN(8);
    bench.pass(100);
    assertThat(toaster.carriageM()).isLessThan(-0.01);
    pressLeverN(0);
    bench.pass(100);

    assertThat(toaster.isLatched()).isFalse();
    assertThat(toaster.carriageM()).isCloseTo(0, within(0.002));
  }

  @Test
  void latchCatchesAtTheBottomAndHolds() {
    pressLever();

    assertThat(toaster.isLatched()).isTrue();
    assertThat(toaster.carriageM()).isCloseTo(-0.0435, within(0.001));
  }

  @Test
  void breadIsToastedAfterThreeSecondsOfSimulatedTimeAndTurnsBrown() {
    double raw = redOfTheBread();
    putBreadIn();
    pressLeverN(20);
    int waited = 0;
    while (!toaster.isLatched()) {
      bench.pass(1);
    }
    pressLeverN(0);
    double caught = scene.data().timeSeconds();
    while (!toaster.isToasted() && waited++ < 400) {
      bench.pass(1);
    }
    double cooked = scene.data().timeSeconds() - caught;
    bench.pass(100);

    assertThat(cooked).isCloseTo(3.0, within(0.0151));
    assertThat(toaster.isLatched()).isFalse();
    assertThat(toaster.carriageM()).isCloseTo(0, within(0.002));
    assertThat(redOfTheBread()).isLessThan(raw);
    assertThat(task.judge()).as("toast that nobody took out").isEqualTo(EpisodeEnd.none());
  }

  @Test
  void poppingWithoutBreadIsAFailure() {
    pressLever();
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
    bench.pass(310);

    assertThat(task.judge()).isEqualTo(EpisodeEnd.failure("the toaster popped without bread"));
  }

  @Test
  void droppedBreadIsAFailure() {
    layTheBreadFlat();
    bench.pass(50);
    scene.data().forward();

    assertThat(task.judge()).isEqualTo(EpisodeEnd.failure("the bread was dropped"));
  }

  @Test
  void buttonLetsTheBreadOutRawAndIsNoFailure() {
    putBreadIn();
    pressLever();
    int dof = scene.model().jointDofAddress(scene.model().joint("button"));
    scene.data().qfrcApplied().set(dof, 8);
    bench.pass(20);
    scene.data().qfrcApplied().set(dof, 0);
    bench.pass(100);

    assertThat(toaster.isLatched()).isFalse();
    assertThat(toaster.isToasted()).isFalse();
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
  }

  @Test
  void rawBreadInTheHandIsNoSuccess() {
    holdBreadAboveTheToaster();

    assertThat(task.isHeld()).isTrue();
    assertThat(task.clearM()).isGreaterThan(0.015);
    bench.assertNothingIsAchieved();
  }

  @Test
  void toastInTheHandClearOfTheToasterCountsAfterHalfASecond() {
    putBreadIn();
    pressLever();
    bench.pass(400);
    assertThat(toaster.isToasted()).isTrue();
    holdBreadAboveTheToaster();

    bench.assertSuccessAfter(5);
  }

  @Test
  void placingAgainBringsRawBreadAndARaisedCarriage() {
    double raw = redOfTheBread();
    putBreadIn();
    pressLever();
    bench.pass(400);
    pressLever();
    bench.place(2);
    bench.pass(50);

    assertThat(redOfTheBread()).isEqualTo(raw);
    assertThat(toaster.isToasted()).isFalse();
    assertThat(toaster.isLatched()).isFalse();
    assertThat(toaster.carriageM()).isCloseTo(0, within(0.002));
  }

  @Test
  void breadToasterCarriageAndLeverAreObservedInThisOrder() {
    putBreadIn();
    pressLever();
    scene.data().forward();
    double[] observed = bench.observed();

    assertThat(observed).hasSize(26);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(observed[axis]).isEqualTo(scene.bodyM(toaster.bread(), axis) - scene.toolM(axis));
      assertThat(observed[12 + axis]).isEqualTo(toaster.leverM(axis) - scene.toolM(axis));
    }
    assertThat(observed[3]).isCloseTo(1, within(0.01));
    assertThat(observed[4]).isCloseTo(0, within(0.1));
    assertThat(observed[5]).isCloseTo(0, within(0.1));
    assertThat(observed[6]).isCloseTo(0, within(0.3));
    assertThat(observed[7] + scene.toolM(0)).isCloseTo(toaster.placeM(0), within(1e-12));
    assertThat(observed[8] + scene.toolM(1)).isCloseTo(toaster.placeM(1), within(1e-12));
    assertThat(observed[9]).isCloseTo(43.5 / 45, within(0.03));
    assertThat(observed[10]).isEqualTo(1);
    assertThat(observed[11]).isZero();
    double[] inHand = new double[3];
    new HandView(scene).placeBetween(0.014, toaster.bread(), inHand, 0);
    assertThat(Arrays.copyOfRange(observed, 15, 18)).containsExactly(inHand);
    int[] magnified = {7, 8, 12, 13, 14};
    for (int i = 0; i < magnified.length; i++) {
      assertThat(observed[18 + i]).isEqualTo(StrictMath.tanh(observed[magnified[i]] / 0.01));
    }
    for (int axis = 0; axis < 2; axis++) {
      double asideM = scene.bodyM(toaster.bread(), axis) - toaster.placeM(axis);
      assertThat(observed[23 + axis]).isEqualTo(StrictMath.tanh(asideM / 0.01));
    }
    assertThat(observed[25]).isEqualTo(StrictMath.tanh(task.clearM() / 0.01)).isNegative();
  }

  // ---- what the tests are made of

  private void pressLeverN(double force) {
    int dof = scene.model().jointDofAddress(scene.model().joint("carriage"));
    scene.data().qfrcApplied().set(dof, -force);
  }

  private void pressLever() {
    pressLeverN(20);
    bench.pass(60);
    pressLeverN(0);
    bench.pass(30);
  }

  private void putBreadIn() {
    scene.placeFree(
        toaster.bread(), toaster.placeM(0), toaster.placeM(1), toaster.breadRestsM() + 0.002, 0);
    bench.pass(30);
    scene.data().forward();
  }

  private void layTheBreadFlat() {
    double half = Math.sqrt(0.5);
    scene.placeFree(
        toaster.bread(), new double[] {0.15, 0.2, 0.01}, new double[] {half, half, 0, 0});
  }

  /** Closes the gripper on the bread high above all else. */
  private void holdBreadAboveTheToaster() {
    bench.toolAt(0.26, 0, 0.25);
    scene.poseGripper(0.2);
    scene.commandGripper(0);
    for (int tick = 0; tick < 60; tick++) {
      scene.placeFree(toaster.bread(), 0.26, 0, 0.226, 0);
      bench.pass(1);
    }
    scene.data().forward();
  }

  private double redOfTheBread() {
    return scene.model().parameters().geomRgba().get(scene.model().geom("bread"), 0);
  }
}
