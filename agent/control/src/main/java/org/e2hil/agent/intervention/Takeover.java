package org.e2hil.agent.intervention;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;

/**
 * A hand acts in place of the policy for one control period.
 *
 * @param action what the hand does
 * @param reason why it took over, the same for a whole segment
 */
@API(status = API.Status.MAINTAINED)
public record Takeover(Action action, String reason) {}
