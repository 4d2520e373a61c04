package org.e2hil.dataset;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * What a dataset tells of an episode as a whole.
 *
 * @param task in words; empty where it is not told
 * @param kind what it was recorded for; empty where it is not told
 * @param seed of the run that recorded it; empty where it is not told
 * @param end how it ended, such as {@code time_limit}; empty where it is not told
 * @param reason of the end, in words; empty where it is not told
 * @param success empty where it is not told
 * @param aided whether somebody but the policy acted; empty where it is not told
 * @param reward the sum; empty where there are no rewards
 */
@API(status = API.Status.INTERNAL)
public record EpisodeFacts(
    String task,
    String kind,
    OptionalLong seed,
    String end,
    String reason,
    Optional<Boolean> success,
    Optional<Boolean> aided,
    OptionalDouble reward) {}
