package org.e2hil.scenarios.emulated;

import org.apiguardian.api.API;
import org.e2hil.agent.robot.Clock;
import org.e2hil.hardware.stream.SteppedClock;

/** How fast an emulated robot's time passes. */
@API(status = API.Status.EXPERIMENTAL)
public enum Tempo {
  /**
   * With the control step, as fast as the machine computes, and the same again from one seed: the
   * world stands still while the learner thinks.
   */
  LOCK_STEP,
  /** As the clock on the wall: a policy that dawdles is noticed by the driver's watchdogs. */
  REAL_TIME;

  SteppedClock clock() {
    return this == LOCK_STEP ? new SteppedClock() : SteppedClock.pacedBy(Clock.system());
  }
}
