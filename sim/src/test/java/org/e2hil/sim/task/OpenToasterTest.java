package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.robot.Arms;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenToasterTest {

  private static final String NAME = "open-toaster";

  private Scene scene;
  private OpenToaster task;

  @BeforeEach
  void loadTheToaster() {
    scene = new Scene(NAME, Arms.a1x(), 0.005);
    task = new OpenToaster(scene);
    scene.data().reset();
    task.place(SeededRandom.of(1, "place"));
    scene.poseArm(Arms.a1x().homeRad().stream().mapToDouble(Double::doubleValue).toArray());
    scene.data().forward();
    pass(30);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void latchHoldsTheCarriageDownAgainstItsSpring() {
    pass(300);

    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.toaster().carriageM()).isCloseTo(-0.0435, within(0.0005));
    assertThat(task.toaster().holdsBread()).isTrue();
  }

  @Test
  void pressingWithoutLettingGoDoesNotOpen() {
    pressN(8);
    pass(100);

    assertThat(task.toaster().isArmed()).isTrue();
    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.isOpen()).isFalse();
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
  }

  @Test
  void pressingAndLettingGoOpensAndLiftsTheBread() {
    double before = scene.bodyM(task.toaster().bread(), 2);
    pressN(8);
    pass(20);
    pressN(0);
    pass(100);
    scene.data().forward();

    assertThat(task.isOpen()).isTrue();
    assertThat(scene.bodyM(task.toaster().bread(), 2) - before).isCloseTo(0.0435, within(0.002));
  }

  @Test
  void lettingGoHalfWayDoesNotOpenYet() {
    pressN(8);
    pass(20);
    // against 1.5 N to start and 0.5 N/mm this leaves the button 2 to 3 mm in
    pressN(2.8);
    pass(50);

    assertThat(task.toaster().buttonM()).isBetween(0.0018, 0.0032);
    assertThat(task.toaster().isLatched()).isTrue();
  }

  @Test
  void lightPressDoesNotReachTheCatch() {
    pressN(3);
    pass(50);
    pressN(0);
    pass(50);

    assertThat(task.toaster().isArmed()).isFalse();
    assertThat(task.toaster().isLatched()).isTrue();
  }

  @Test
  void openToasterThatIsPressedAgainIsNotDone() {
    pressN(8);
    pass(20);
    pressN(0);
    pass(100);
    pressN(8);
    pass(20);

    assertThat(task.isOpen()).isFalse();
  }

  @Test
  void successIsWhatHasHeldForThreePeriods() {
    pressN(8);
    pass(20);
    pressN(0);
    pass(100);

    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());
    assertThat(task.judge()).isEqualTo(EpisodeEnd.success());
  }

  @Test
  void placingAnewLatchesTheToasterAgain() {
    pressN(8);
    pass(20);
    pressN(0);
    pass(100);
    scene.data().reset();
    task.place(SeededRandom.of(2, "place"));
    pass(100);

    assertThat(task.toaster().isLatched()).isTrue();
    assertThat(task.toaster().carriageM()).isCloseTo(-0.0435, within(0.0005));
  }

  @Test
  void buttonMechanismAndBreadAreObservedInThisOrder() {
    pressN(5);
    pass(50);
    scene.data().forward();
    double[] observed = new double[task.objectNumbers()];
    task.objects(observed);

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

  @Test
  void wholeObservationHasThirtyFiveNumbers() {
    try (Workcell workcell = Episodes.open(NAME)) {
      assertThat(Episodes.numbers(workcell.environment().reset(0))).hasSize(35);
    }
  }

  @Test
  void expertOpensEveryToasterOfTenSeeds() {
    assertThat(Episodes.solvedByExpert(NAME, 10)).isEqualTo(10);
  }

  @Test
  @Tag("slow")
  void expertOpensAtLeastFortyNineOfFiftyAndChanceNone() {
    assertThat(Episodes.solvedByExpert(NAME, 50)).isGreaterThanOrEqualTo(49);
    assertThat(Episodes.solvedByChance(NAME, 50)).isZero();
    assertThat(Episodes.solvedByHoldingStill(NAME, 50)).isZero();
  }

  @Test
  void firstStepsArePinned() {
    Episodes.assertThatFirstStepsArePinned(NAME);
  }

  @Test
  void episodeIsTheSameAgainWhateverWasBefore() {
    List<Observation> alone;
    try (Workcell workcell = Episodes.open(NAME)) {
      alone = Episodes.firstSteps(workcell, 7, 100);
    }
    try (Workcell workcell = Episodes.open(NAME)) {
      List<Observation> before = Episodes.firstSteps(workcell, 8, 100);
      assertThat(Episodes.firstSteps(workcell, 7, 100)).isEqualTo(alone).isNotEqualTo(before);
    }
  }

  /** Presses the button from now on. */
  private void pressN(double force) {
    int dof = scene.model().jointDofAddress(scene.model().joint("button"));
    scene.data().qfrcApplied().set(dof, force);
  }

  private void pass(int ticks) {
    for (int i = 0; i < ticks; i++) {
      scene.tick();
      task.tick();
    }
  }
}
