package org.e2hil.agent.training;

/**
 * How punctual the control loop was, and how the learner kept up with it, since this process began.
 *
 * @param periods control periods measured: from the beginning of one step to that of the next in
 *     the same episode
 * @param p50Ms the median period; NaN without any
 * @param p99Ms 99 of 100 were not longer
 * @param maximumMs the longest
 * @param updatesPerPeriod learner steps for each control period since learning began; NaN before
 * @param maximumLag the most learner steps that were owed
 * @param maximumLead the most learner steps ahead of experience
 * @param forgiven learner steps that were owed beyond the bound and will not be done
 */
public record Pace(
    long periods,
    double p50Ms,
    double p99Ms,
    double maximumMs,
    double updatesPerPeriod,
    long maximumLag,
    long maximumLead,
    long forgiven) {}
