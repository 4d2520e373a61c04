package org.e2hil.sim.expert;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.random.SeededRandom;

/**
 * An expert that remembers nothing: what it does follows in every control period from the world as
 * it stands, so that a hand can take over at any time, and what it does can be learned from what is
 * seen.
 */
@API(status = API.Status.MAINTAINED)
public abstract class ScriptedExpert implements Expert {

  /** Noise on rotations, relative to that on translations. */
  private static final double ROTATION_NOISE = 0.3;

  private final Demonstrator hand;
  private RandomGenerator random = SeededRandom.of(0, "expert");
  private double noise;

  /** An expert with this hand. */
  protected ScriptedExpert(Demonstrator hand) {
    this.hand = hand;
  }

  /** What to do in this control period; looks at the world, changes nothing. */
  protected abstract Motion motion();

  /** Its hand. */
  protected final Demonstrator hand() {
    return hand;
  }

  @Override
  public final void begin(RandomGenerator noiseSource, double std) {
    random = noiseSource;
    noise = std;
  }

  @Override
  public final Action act() {
    return action(noise);
  }

  @Override
  public final Action advice() {
    return action(0);
  }

  /** Scales the motion to full deflection, keeping its direction, and adds a hand's noise. */
  private Action action(double deviation) {
    Motion motion = motion();
    ActionScale scale = hand.scale();
    double[] values = new double[Action.SIZE];
    fill(values, 0, motion.moveM(), scale.translationM());
    fill(values, 3, hand.allowed(motion.turnRad()), scale.rotationRad());
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
