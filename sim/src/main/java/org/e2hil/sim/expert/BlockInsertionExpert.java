package org.e2hil.sim.expert;

import org.e2hil.sim.task.BlockInsertion;

/**
 * Aligns the block above the slot, lowers it, and searches in a small spiral where it jams. A block
 * that presses on the slot's edge does not shift: it is unloaded first.
 */
public final class BlockInsertionExpert extends ScriptedExpert {

  private static final double HOVER_M = 0.008;
  private static final double ALIGNED_M = 0.0012;
  private static final double ALIGNED_RAD = 0.02;

  /** How far off the middle the block may be and still go in, m. */
  private static final double FITS_M = 0.00075;

  private static final double OFF_THE_MOUTH_M = 0.004;
  private static final double INSIDE_M = -0.004;

  /** How far the goal is below the tool when the block has met something, m. */
  private static final double STUCK_M = 0.006;

  private static final double SPIRAL_M = 0.0012;
  private static final double SPIRAL_STEP_RAD = 0.9;
  private static final double SPIRAL_FULL_RAD = 12;

  private final BlockInsertion task;

  /** An expert of this task. */
  public BlockInsertionExpert(BlockInsertion task, Hand hand) {
    super(hand);
    this.task = task;
  }

  @Override
  Script plan() {
    Script script = new Script();
    if (hand().gripper() > task.pressingBelow()) {
      script.then(hand().grip(0, 0));
    }
    if (offM() > OFF_THE_MOUTH_M && task.belowM(2) < HOVER_M / 2) {
      script.then(hand().repeat(8, () -> task.belowM(2) < HOVER_M, () -> Motion.move(0, 0, 0.006)));
    }
    if (task.belowM(2) > INSIDE_M) {
      script.then(hand().repeat(40, () -> !isAligned(), this::align));
    }
    double[] spiral = {0};
    return script.then(hand().repeat(80, this::mayGoDown, () -> goDown(spiral)));
  }

  private double offM() {
    return Math.hypot(task.belowM(0), task.belowM(1));
  }

  private boolean isAligned() {
    double[] turn = task.misalignmentRad();
    double largest = Math.max(Math.abs(turn[0]), Math.max(Math.abs(turn[1]), Math.abs(turn[2])));
    return Math.hypot(offM(), task.belowM(2) - HOVER_M) < ALIGNED_M && largest < ALIGNED_RAD;
  }

  private Motion align() {
    return Motion.move(
        new double[] {
          0.8 * (-task.belowM(0) - hand().lagM(0)),
          0.8 * (-task.belowM(1) - hand().lagM(1)),
          0.8 * (HOVER_M - task.belowM(2) - hand().lagM(2))
        },
        turn(0.6));
  }

  private boolean mayGoDown() {
    return offM() < OFF_THE_MOUTH_M || task.belowM(2) < 0;
  }

  private Motion goDown(double[] spiralRad) {
    double x = -task.belowM(0);
    double y = -task.belowM(1);
    if (hand().lagM(2) < -STUCK_M) {
      spiralRad[0] += SPIRAL_STEP_RAD;
      double radius = SPIRAL_M * Math.min(1, spiralRad[0] / SPIRAL_FULL_RAD);
      x += radius * Math.cos(spiralRad[0]);
      y += radius * Math.sin(spiralRad[0]);
    }
    double gain;
    double z;
    if (task.belowM(2) < INSIDE_M) {
      gain = 0.4;
      z = push(0.012);
    } else if (offM() < FITS_M) {
      gain = 0.5;
      z = push(0.010);
    } else {
      gain = 0.9;
      z = unload();
    }
    return Motion.move(
        new double[] {gain * (x - hand().lagM(0)), gain * (y - hand().lagM(1)), z}, turn(0.4));
  }

  /** Down, unless the goal is already this far ahead. */
  private double push(double mostM) {
    return hand().lagM(2) > -mostM ? -0.006 : 0;
  }

  private double unload() {
    double lag = hand().lagM(2);
    return lag < -0.002 ? 0.004 : lag > 0.001 ? -0.002 : 0;
  }

  private double[] turn(double gain) {
    double[] turn = task.misalignmentRad();
    for (int axis = 0; axis < 3; axis++) {
      turn[axis] *= gain;
    }
    return turn;
  }

  @Override
  public double progress() {
    double depth = Math.max(0, Math.min(1, -task.belowM(2) / task.insertedM()));
    if (offM() < OFF_THE_MOUTH_M && depth > 0) {
      return 0.6 + 0.4 * depth;
    }
    double far = Math.hypot(offM(), task.belowM(2) - HOVER_M);
    return 0.6 * Math.max(0, 1 - far / 0.2);
  }
}
