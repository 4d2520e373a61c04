package org.e2hil.agent.env;

import org.apiguardian.api.API;

/** A limit that can edit a motion. Every edit is counted, never silent. */
@API(status = API.Status.MAINTAINED)
public enum Limit {
  /** A number that was not finite became no motion. */
  NON_FINITE,
  /** A number outside [−1, 1] was clipped. */
  ACTION_RANGE,
  /** The goal would have left the workspace box; motion back inside is always allowed. */
  WORKSPACE,
  /** The goal would have run further ahead of the measured tool point than the leash allows. */
  LEASH,
  /** A joint reached its limit and was left out of the solution. */
  JOINT_POSITION,
  /** A joint would have moved more than allowed in one tick. */
  JOINT_STEP,
  /** No joint motion within limits came close enough to the goal, which was taken back. */
  UNREACHABLE
}
