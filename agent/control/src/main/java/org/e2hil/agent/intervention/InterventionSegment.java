package org.e2hil.agent.intervention;

import org.apiguardian.api.API;

/**
 * Consecutive control periods of one episode in which a hand acted for one reason.
 *
 * @param firstStep control period of the episode, from 0
 * @param steps how many
 * @param reason why the hand took over
 */
@API(status = API.Status.EXPERIMENTAL)
public record InterventionSegment(int firstStep, int steps, String reason) {}
