package org.e2hil.sim.expert;

import org.e2hil.sim.task.BlockInsertion;

/**
 * Brings the block down into the slot as through a funnel, in line with it. A block that presses on
 * the slot's edge is lifted a little as it is shifted. It remembers nothing.
 */
public final class BlockInsertionExpert extends ScriptedExpert {

  private static final double HOVER_M = 0.008;

  /** How far off the middle the block may be and still go in, m. */
  private static final double FITS_M = 0.0008;

  /** How much higher the block stays for each metre that it is farther off the middle. */
  private static final double FUNNEL = 4;

  /** Metres off the middle that a radian out of line counts as. */
  private static final double METRES_PER_RAD = 0.01;

  private static final double OFF_THE_MOUTH_M = 0.004;
  private static final double INSIDE_M = -0.004;

  /** How far below its lower face the block is sent, m. */
  private static final double PUSH_M = 0.015;

  private final BlockInsertion task;

  /** An expert of this task. */
  public BlockInsertionExpert(BlockInsertion task, Hand hand) {
    super(hand);
    this.task = task;
  }

  @Override
  Script plan() {
    return now(this::motion);
  }

  private Motion motion() {
    double below = task.belowM(2);
    boolean isInside = below < INSIDE_M && offM() < OFF_THE_MOUTH_M;
    double aside = Math.max(0, offM() + METRES_PER_RAD * turnedRad() - FITS_M);
    double height = isInside || aside == 0 ? below - PUSH_M : Math.min(HOVER_M, FUNNEL * aside);
    double[] move = {-task.belowM(0), -task.belowM(1), height - below};
    return hand()
        .step(move, task.misalignmentRad(), hand().gripper() > task.pressingBelow() ? -1 : 0);
  }

  private double offM() {
    return Math.hypot(task.belowM(0), task.belowM(1));
  }

  private double turnedRad() {
    return Hand.length(task.misalignmentRad());
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
