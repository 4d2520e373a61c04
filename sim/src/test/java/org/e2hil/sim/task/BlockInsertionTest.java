package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.Workcell;
import org.e2hil.sim.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockInsertionTest {

  private static final String NAME = "block-insertion";
  private static final double SLOT_DEPTH_M = 0.030;

  private final TaskBench<BlockInsertion> bench = new TaskBench<>(NAME, BlockInsertion::new);
  private final Scene scene = bench.scene;
  private final BlockInsertion task = bench.task;
  private final int block = scene.model().body("block");

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
  void blockHangsInTheHandWithTheGraspErrorOfTheDraw() {
    try (Workcell workcell = Episodes.open(NAME)) {
      double least = 1;
      double most = -1;
      for (long seed = 0; seed < 20; seed++) {
        Observation start = workcell.environment().reset(seed);
        double turn = turnRad(start);
        assertThat(turn).as("seed %d", seed).isBetween(-0.07, 0.07);
        least = Math.min(least, turn);
        most = Math.max(most, turn);
        assertThat(beyondToolM(start)).isBetween(0.0145, 0.0215);
        assertThat(alongPadsM(start)).isBetween(-0.0035, 0.0035);
      }
      assertThat(least).isLessThan(-0.03);
      assertThat(most).isGreaterThan(0.03);
    }
  }

  @Test
  void heldBlockStaysWhereItIsInTheHand() {
    try (Workcell workcell = Episodes.open(NAME)) {
      double before = beyondToolM(workcell.environment().reset(3));
      Observation after = null;
      for (int period = 0; period < 50; period++) {
        after = workcell.environment().step(Action.hold()).observation();
      }
      assertThat(beyondToolM(after)).isCloseTo(before, within(0.0005));
    }
  }

  @Test
  void insertedBlockCountsAfterThreePeriods() {
    putBlockIn(0, 0, -0.022, 0);

    bench.assertSuccessAfter(3);
  }

  @Test
  void blockOnTheMouthOrBesideItOrAslantIsNotInserted() {
    putBlockIn(0, 0, -0.018, 0);
    assertNotInserted();
    putBlockIn(0.005, 0, -0.022, 0);
    assertNotInserted();
    putBlockIn(0, 0, -0.022, Math.toRadians(7));
    assertNotInserted();
  }

  @Test
  void blockFitsTheSlotOnlyWhenItIsSquareWithIt() {
    assertThat(dropInto(0)).isLessThan(-0.029);
    assertThat(dropInto(0.2)).isGreaterThan(-0.005);
  }

  @Test
  void openingTheHandAwayFromTheSlotLosesTheBlock() {
    try (Workcell workcell = Episodes.open(NAME)) {
      workcell.environment().reset(0);
      EpisodeEnd episodeEnd = EpisodeEnd.none();
      for (int period = 0; period < 20 && !episodeEnd.isEnd(); period++) {
        episodeEnd = workcell.environment().step(Action.of(-1, 0, 0, 0, 0, 0, 1)).episodeEnd();
      }
      assertThat(episodeEnd).isEqualTo(EpisodeEnd.failure("the block was dropped"));
    }
  }

  @Test
  void blockThatSlipsUpUntilTheFingersWouldReachTheSlotFirstIsLost() {
    holdBlockBeyondTool(0.001);
    assertThat(task.judge()).isEqualTo(EpisodeEnd.none());

    holdBlockBeyondTool(-0.003);
    assertThat(task.judge())
        .isEqualTo(
            EpisodeEnd.failure("the block slipped up in the hand and can no longer be pushed in"));
  }

  @Test
  void misalignmentIsTheShortestTurnThatSquaresTheBlock() {
    putBlockIn(0, 0, 0.05, 0);
    assertThat(task.misalignmentRad()).containsExactly(new double[3], within(1e-9));

    scene.placeFree(block, 0.3, 0, 0.2, slotYawRad() + Math.PI / 2 + 0.1);
    scene.data().forward();
    assertThat(task.misalignmentRad()[2]).isCloseTo(-0.1, within(1e-9));
  }

  @Test
  void blockAndSlotAreObservedInThisOrder() {
    putBlockIn(0.001, -0.002, 0.010, 0);
    double[] observed = bench.observed();

    assertThat(observed).hasSize(13);
    assertThat(observed[0]).isCloseTo(0.001, within(1e-9));
    assertThat(observed[1]).isCloseTo(-0.002, within(1e-9));
    assertThat(observed[2]).isCloseTo(0.010, within(1e-9));
    assertThat(observed[3]).isCloseTo(0, within(1e-9));
    assertThat(observed[4]).isCloseTo(0.25, within(1e-9));
    assertThat(observed[7]).isCloseTo(1, within(1e-9));
    assertThat(observed[8] + scene.toolM(0)).isCloseTo(slotM(0), within(1e-9));
    assertThat(observed[9] + scene.toolM(1)).isCloseTo(slotM(1), within(1e-9));
    for (int axis = 0; axis < 3; axis++) {
      assertThat(observed[10 + axis]).isEqualTo(StrictMath.tanh(observed[axis] / 0.01));
    }
  }

  // ---- what the tests are made of

  private double slotM(int axis) {
    return scene.data().mocapPos().get(scene.model().mocap("slot"), axis);
  }

  private double slotYawRad() {
    return scene.bodyYawRad(scene.model().body("slot"));
  }

  /** Puts the middle of the block's lower face so far from the middle of the slot's mouth. */
  private void putBlockIn(double x, double y, double z, double tiltRad) {
    double yaw = slotYawRad();
    double c = Math.cos(tiltRad / 2);
    double s = Math.sin(tiltRad / 2);
    double[] quaternion = {
      Math.cos(yaw / 2) * c, Math.cos(yaw / 2) * s, Math.sin(yaw / 2) * s, Math.sin(yaw / 2) * c
    };
    double[] up = {Math.sin(tiltRad) * Math.sin(yaw), -Math.sin(tiltRad) * Math.cos(yaw)};
    scene.placeFree(
        block,
        new double[] {
          slotM(0) + x + 0.03 * up[0],
          slotM(1) + y + 0.03 * up[1],
          SLOT_DEPTH_M + z + 0.03 * Math.cos(tiltRad)
        },
        quaternion);
    scene.data().forward();
  }

  /** Puts the block's middle so far below the tool point, wherever that is. */
  private void holdBlockBeyondTool(double beyondM) {
    scene.placeFree(block, scene.toolM(0), scene.toolM(1), scene.toolM(2) - beyondM, 0);
    scene.data().forward();
  }

  /** Depth that a block reaches which is let go above the slot, turned against it. */
  private double dropInto(double yawRad) {
    scene.placeFree(block, slotM(0), slotM(1), 0.062, slotYawRad() + yawRad);
    for (int tick = 0; tick < 100; tick++) {
      scene.tick();
    }
    scene.data().forward();
    return task.belowM(2);
  }

  /** A block that nobody holds may be taken for a dropped one, which is no insertion either. */
  private void assertNotInserted() {
    for (int period = 0; period < 5; period++) {
      assertThat(task.judge().kind()).isNotEqualTo(EpisodeEnd.Kind.SUCCESS);
    }
  }

  /** Heading of a tool that points straight down, from its quaternion. */
  private static double turnRad(Observation start) {
    float[] p = start.numbers(ObservationGroup.PROPRIOCEPTION);
    double w = p[3];
    double x = p[4];
    double y = p[5];
    double z = p[6];
    // heading of the tool's y axis, which lies along the world's y axis at zero
    return Math.atan2(-(2 * (x * y - w * z)), 1 - 2 * (x * x + z * z));
  }

  /** How far the block's middle is below the tool point, m. */
  private static double beyondToolM(Observation start) {
    float[] p = start.numbers(ObservationGroup.PROPRIOCEPTION);
    float[] o = start.numbers(ObservationGroup.OBJECTS);
    return p[2] - (o[2] + SLOT_DEPTH_M + 0.030 * o[7]);
  }

  /** How far the block is from the tool point along x, nearly along the pads, m. */
  private static double alongPadsM(Observation start) {
    float[] o = start.numbers(ObservationGroup.OBJECTS);
    return o[0] + 0.030 * o[5] + o[8];
  }
}
