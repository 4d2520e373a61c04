package org.e2hil.agent.experience;

import org.apiguardian.api.API;

/**
 * One control period as it is recorded, before anything is made of it for the policy.
 *
 * @param measurement what was measured when the action was chosen
 * @param next what was measured after it, the same object with which the following step begins
 * @param step what was done, and what came of it
 */
@API(status = API.Status.EXPERIMENTAL)
public record RecordedStep(
    RecordedObservation measurement, RecordedObservation next, ControlStep step) {}
