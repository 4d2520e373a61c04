package org.e2hil.agent.sac;

import org.apiguardian.api.API;

/** A loss or a gradient is no longer a finite number; the networks must not be used any more. */
@API(status = API.Status.EXPERIMENTAL)
public final class LearnerDivergedException extends RuntimeException {

  /** Says which loss and when in one sentence. */
  LearnerDivergedException(String loss, long step, double value, double gradientNorm) {
    super(
        "The "
            + loss
            + " loss diverged at learner step "
            + step
            + " (loss "
            + value
            + ", gradient norm "
            + gradientNorm
            + "): check the rewards and observations for non-finite or huge values, or lower the"
            + " learning rates.");
  }
}
