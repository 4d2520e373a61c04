package org.e2hil.sim.expert;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.random.SeededRandom;

/**
 * An expert that plans a script from the world as it stands, follows it, and plans anew when it has
 * come to its end. A plan must begin sensibly from any state, so a hand can take over at any time.
 */
abstract class ScriptedExpert implements Expert {

  /** Noise on rotations, relative to that on translations. */
  private static final double ROTATION_NOISE = 0.3;

  /** Plans that may be empty in a row before the hand just stays. */
  private static final int EMPTY_PLANS = 3;

  private final Hand hand;
  private RandomGenerator random = SeededRandom.of(0, "expert");
  private double noise;
  private Script script = new Script();

  ScriptedExpert(Hand hand) {
    this.hand = hand;
  }

  /** What to do from here on; looks at the world, changes nothing. */
  abstract Script plan();

  /**
   * A plan for one control period. A hand that plans no further remembers nothing: what it does
   * follows from the world as it stands, and can be learned from what is seen of it.
   */
  final Script now(Supplier<Motion> motion) {
    return new Script().then(hand.repeat(1, () -> true, motion));
  }

  Hand hand() {
    return hand;
  }

  @Override
  public final void begin(RandomGenerator noiseSource, double standardDeviation) {
    random = noiseSource;
    noise = standardDeviation;
    script = plan();
  }

  @Override
  public final Action act() {
    return action(next(), noise);
  }

  @Override
  public final Action advice() {
    return action(plan().next().orElse(Motion.stay()), 0);
  }

  private Motion next() {
    for (int i = 0; i < EMPTY_PLANS; i++) {
      var motion = script.next();
      if (motion.isPresent()) {
        return motion.get();
      }
      script = plan();
    }
    return Motion.stay();
  }

  /** Scales the motion to full deflection, keeping its direction, and adds a hand's noise. */
  private Action action(Motion motion, double deviation) {
    ActionScale scale = hand.scale();
    double[] values = new double[Action.SIZE];
    fill(values, 0, motion.moveM(), scale.translationM());
    fill(values, 3, motion.turnRad(), scale.rotationRad());
    for (int i = 0; i < Action.CONTINUOUS && deviation > 0; i++) {
      values[i] += deviation * (i < 3 ? 1 : ROTATION_NOISE) * random.nextGaussian();
    }
    values[Action.GRIPPER] = motion.gripper();
    return Action.of(values).clipped();
  }

  private static void fill(double[] values, int at, double[] wanted, double step) {
    if (step == 0) {
      return;
    }
    double largest = 1;
    for (double w : wanted) {
      largest = Math.max(largest, Math.abs(w) / step);
    }
    for (int i = 0; i < 3; i++) {
      values[at + i] = wanted[i] / step / largest;
    }
  }
}
