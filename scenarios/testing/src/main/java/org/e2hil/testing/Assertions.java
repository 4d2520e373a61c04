package org.e2hil.testing;

import org.assertj.core.util.CheckReturnValue;
import org.e2hil.scenarios.check.PolicyInWorld;
import org.e2hil.scenarios.check.TrainedRun;

/**
 * Where assertions on policies, runs and trajectories begin. It holds AssertJ's own as well, so
 * that one static import is enough.
 */
@CheckReturnValue
public final class Assertions extends org.assertj.core.api.Assertions {

  private Assertions() {}

  /** Assertions on how often a policy succeeds. */
  public static PolicyAssert assertThat(PolicyInWorld actual) {
    return new PolicyAssert(actual);
  }

  /** Assertions on what a training came to. */
  public static RunAssert assertThat(TrainedRun actual) {
    return new RunAssert(actual);
  }

  /** Assertions on the numbers of an episode. */
  public static TrajectoryAssert assertThat(Trajectory actual) {
    return new TrajectoryAssert(actual);
  }
}
