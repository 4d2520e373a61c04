package org.e2hil.agent.training;

import org.apiguardian.api.API;
import org.e2hil.agent.sac.LearnerMetrics;

/**
 * What the learner showed over one logging interval.
 *
 * @param envSteps control periods of the run so far
 * @param learnerSteps of the run so far
 * @param metrics mean over the interval's learner steps
 * @param onlineSize transitions held of what happened online
 * @param offlineSize transitions held of demonstrations and interventions
 * @param interventionRate share of the interval's control periods in which a hand acted
 */
@API(status = API.Status.EXPERIMENTAL)
public record IntervalRecord(
    long envSteps,
    long learnerSteps,
    LearnerMetrics metrics,
    int onlineSize,
    int offlineSize,
    double interventionRate) {}
