package org.e2hil.agent.env;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;

/**
 * A scripted hand that knows the world it acts in: it demonstrates, and it takes over when an
 * intervention asks for it. It can begin at any moment of an episode, from whatever the policy left
 * behind. Used by the thread that steps the world.
 */
@API(status = API.Status.MAINTAINED)
public interface Expert {

  /**
   * Plans again from the present state of the world; called at the start of an episode and whenever
   * the hand takes over.
   *
   * @param random for the noise of a hand; kept until the next call
   * @param noise standard deviation of the noise on each continuous number, as a share of full
   *     scale
   */
  void begin(RandomGenerator random, double noise);

  /** What the hand would do now. Each call belongs to one control period that the hand acts in. */
  Action act();

  /**
   * The direction that the hand would go from here, without noise and without advancing its plan:
   * what a provider compares a policy's action with.
   */
  Action advice();

  /** How far the task has come, from 0 to 1, by the expert's own reckoning. */
  double progress();
}
