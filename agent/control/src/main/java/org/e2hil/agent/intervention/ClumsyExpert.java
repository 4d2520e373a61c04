package org.e2hil.agent.intervention;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Expert;

/**
 * An expert with the skill of a {@link InterventionConfig.Hand}: its motion is shifted by an offset
 * that stays, then slowed down. An expert that slows down as it comes near its goal so stops beside
 * it, at the same place whatever its speed. With the bias, speed and share of misses of a hand by
 * default it is the expert itself, and draws no random number.
 *
 * <p>The offset is drawn whenever the hand begins: for a takeover, or for a whole demonstration.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ClumsyExpert implements Expert {

  /** Length of a miss' offset, as a share of the longest step. */
  private static final double MISS = 0.8;

  /** The numbers that move the tool; those behind them turn it. */
  private static final int TRANSLATION = 3;

  private final Expert expert;
  private final InterventionConfig.Hand hand;
  private final double[] offset = new double[Action.CONTINUOUS];

  /** This expert with the bias, the speed and the misses of this hand. */
  public ClumsyExpert(Expert expert, InterventionConfig.Hand hand) {
    this.expert = expert;
    this.hand = hand;
  }

  @Override
  public void begin(RandomGenerator noiseSource, double noise) {
    expert.begin(noiseSource, noise);
    aim(noiseSource);
  }

  @Override
  public Action act() {
    return moved(expert.act(), offset);
  }

  /** The expert's direction at the hand's speed, without any offset. */
  @Override
  public Action advice() {
    return moved(expert.advice(), new double[Action.CONTINUOUS]);
  }

  @Override
  public double progress() {
    return expert.progress();
  }

  private void aim(RandomGenerator random) {
    for (int i = 0; i < Action.CONTINUOUS; i++) {
      offset[i] = hand.bias() == 0 ? 0 : hand.bias() * random.nextGaussian();
    }
    if (hand.missShare() > 0 && random.nextDouble() < hand.missShare()) {
      miss(random);
    }
  }

  /** Adds an offset of one length in a direction that is drawn evenly from all there are. */
  private void miss(RandomGenerator random) {
    double[] aside = new double[TRANSLATION];
    double squares = 0;
    for (int axis = 0; axis < TRANSLATION; axis++) {
      aside[axis] = random.nextGaussian();
      squares += aside[axis] * aside[axis];
    }
    for (int axis = 0; axis < TRANSLATION; axis++) {
      offset[axis] += MISS * aside[axis] / Math.sqrt(squares);
    }
  }

  private Action moved(Action action, double[] by) {
    if (hand.bias() == 0 && hand.speed() == 1 && hand.missShare() == 0) {
      return action;
    }
    double[] values = action.toArray();
    for (int i = 0; i < Action.CONTINUOUS; i++) {
      values[i] = hand.speed() * Math.max(-1, Math.min(1, values[i] + by[i]));
    }
    return Action.of(values);
  }
}
