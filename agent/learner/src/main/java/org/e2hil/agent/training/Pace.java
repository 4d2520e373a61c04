package org.e2hil.agent.training;

import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How punctual the control loop was, and how the learner kept up with it, since this process began.
 *
 * @param periods control periods measured: from the beginning of one step to that of the next in
 *     the same episode
 * @param p50Ms the median period; empty without any, like the next two
 * @param p99Ms 99 of 100 were not longer
 * @param maximumMs the longest
 * @param updatesPerPeriod learner steps for each control period since learning began; empty before
 * @param maximumLag the most learner steps that were owed
 * @param maximumLead the most learner steps ahead of experience
 * @param forgiven learner steps that were owed beyond the bound and will not be done
 */
@API(status = API.Status.EXPERIMENTAL)
public record Pace(
    long periods,
    OptionalDouble p50Ms,
    OptionalDouble p99Ms,
    OptionalDouble maximumMs,
    OptionalDouble updatesPerPeriod,
    long maximumLag,
    long maximumLead,
    long forgiven) {}
