package org.e2hil.sim.expert;

import org.apiguardian.api.API;
import org.e2hil.sim.task.BlockInsertion;

/**
 * Brings the block down into the slot as through a funnel, in line with it. A block that presses on
 * the slot's edge is lifted a little as it is shifted. It remembers nothing.
 */
@API(status = API.Status.INTERNAL)
public final class BlockInsertionExpert extends ScriptedExpert {

  /**
   * Shares of what is missing that a step makes up for; larger turns swing on an arm with delay.
   */
  private static final double GAIN = 0.7;

  private static final double TURN_GAIN = 0.3;

  /**
   * Share of what the goal already runs ahead sideways that is taken off, as it will still come.
   */
  private static final double LAG = 0.5;

  private static final double HOVER_M = 0.008;

  /** How far off the middle the block may be and still be pushed in, m. */
  private static final double FITS_M = 0.0009;

  /** How much farther off it is no longer pushed at all, m. */
  private static final double GOES_OVER_WITHIN_M = 0.0006;

  /** How much higher the block stays for each metre that it is farther off the middle. */
  private static final double FUNNEL = 4;

  /** Metres off the middle that a radian out of line counts as. */
  private static final double METRES_PER_RAD = 0.01;

  private static final double OFF_THE_MOUTH_M = 0.004;
  private static final double INSIDE_M = -0.004;

  /** A step of the goal down while the block is pushed in, m. */
  private static final double PUSH_M = 0.006;

  private final BlockInsertion task;

  /** An expert of this task. */
  public BlockInsertionExpert(BlockInsertion task, Demonstrator hand) {
    super(hand);
    this.task = task;
  }

  @Override
  protected Motion motion() {
    double aside = Math.max(0, offM() + METRES_PER_RAD * turnedRad() - FITS_M);
    double over = GAIN * (Math.min(HOVER_M, FUNNEL * aside) - task.belowM(2));
    double beyond = isInside() ? 0 : aside;
    double down = Demonstrator.byDegrees(-PUSH_M, over, beyond, GOES_OVER_WITHIN_M);
    double[] turn = missingRad();
    for (int axis = 0; axis < 3; axis++) {
      turn[axis] *= TURN_GAIN;
    }
    double[] move = hand().step(new double[] {toMiddleM(0), toMiddleM(1), down});
    return new Motion(move, turn, hand().gripper() > task.pressingBelow() ? -1 : 0);
  }

  private double toMiddleM(int axis) {
    return GAIN * (-task.belowM(axis) - LAG * hand().lagM(axis));
  }

  private boolean isInside() {
    return task.belowM(2) < INSIDE_M && offM() < OFF_THE_MOUTH_M;
  }

  private double offM() {
    return Math.hypot(task.belowM(0), task.belowM(1));
  }

  /** What the hand could mend; the slot rights a block that is tilted. */
  private double[] missingRad() {
    return hand().allowed(task.misalignmentRad());
  }

  private double turnedRad() {
    return Demonstrator.length(missingRad());
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
