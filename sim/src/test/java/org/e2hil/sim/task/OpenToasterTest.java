package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenToasterTest {

  private static final String NAME = "open-toaster";

  private final TaskBench<OpenToaster> bench = new TaskBench<>(NAME, OpenToaster::new);
  private final Scene scene = bench.scene;
  private final OpenToaster task = bench.task;

  @BeforeEach
  void loadTheToaster() {
    bench.place(1);
    bench.armAtHome();
    bench.pass(30);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void latchHoldsTheCarriageDownAgainstItsSpring() {
    bench.pass(300);

    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.toaster().carriageM()).isCloseTo(-0.0435, within(0.0005));
    assertThat(task.toaster().holdsBread()).isTrue();
  }

  @Test
  void pressingWithoutLettingGoDoesNotOpen() {
    pressN(8);
    bench.pass(100);

    assertThat(task.toaster().isArmed()).isTrue();
    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.isOpen()).isFalse();
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
  }

  @Test
  void pressingAndLettingGoOpensAndLiftsTheBread() {
    double before = scene.bodyM(task.toaster().bread(), 2);
    pressN(8);
    bench.pass(20);
    pressN(0);
    bench.pass(100);
    scene.data().forward();

    assertThat(task.isOpen()).isTrue();
    assertThat(scene.bodyM(task.toaster().bread(), 2) - before).isCloseTo(0.0435, within(0.002));
  }

  @Test
  void lettingGoHalfWayDoesNotOpenYet() {
    pressN(8);
    bench.pass(20);
    // against 1.5 N to start and 0.5 N/mm this leaves the button 2 to 3 mm in
    pressN(2.8);
    bench.pass(50);

    assertThat(task.toaster().buttonM()).isBetween(0.0018, 0.0032);
    assertThat(task.toaster().isLatched()).isTrue();
  }

  @Test
  void lightPressDoesNotReachTheCatch() {
    pressN(3);
    bench.pass(50);
    pressN(0);
    bench.pass(50);

    assertThat(task.toaster().isArmed()).isFalse();
    assertThat(task.toaster().isLatched()).isTrue();
  }

  @Test
  void openToasterThatIsPressedAgainIsNotDone() {
    pressN(8);
    bench.pass(20);
    pressN(0);
    bench.pass(100);
    pressN(8);
    bench.pass(20);

    assertThat(task.isOpen()).isFalse();
  }

  @Test
  void successIsWhatHasHeldForThreePeriods() {
    pressN(8);
    bench.pass(20);
    pressN(0);
    bench.pass(100);

    bench.assertSuccessAfter(3);
  }

  @Test
  void placingAgainLatchesTheToasterAgain() {
    pressN(8);
    bench.pass(20);
    pressN(0);
    bench.pass(100);
    bench.place(2);
    bench.pass(100);

    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.toaster().carriageM()).isCloseTo(-0.0435, within(0.0005));
  }

  @Test
  void buttonMechanismAndBreadAreObservedInThisOrder() {
    pressN(5);
    bench.pass(50);
    scene.data().forward();
    double[] observed = bench.observed();

    int bread = task.toaster().bread();
    assertThat(observed).hasSize(12);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(observed[axis]).isEqualTo(task.toaster().buttonM(axis) - scene.toolM(axis));
      assertThat(observed[6 + axis]).isEqualTo(scene.bodyM(bread, axis) - scene.toolM(axis));
      assertThat(observed[9 + axis]).isEqualTo(StrictMath.tanh(observed[axis] / 0.01));
    }
    assertThat(observed[3]).isCloseTo(1, within(0.1));
    assertThat(observed[4]).isCloseTo(43.5 / 45, within(0.02));
    assertThat(observed[5]).isEqualTo(1);
  }

  /** Presses the button from now on. */
  private void pressN(double force) {
    int dof = scene.model().jointDofAddress(scene.model().joint("button"));
    scene.data().qfrcApplied().set(dof, force);
  }
}
