package org.e2hil.dataset;

import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * What a dataset keeps of an episode beside the episode itself.
 *
 * @param kind what it was recorded for
 * @param seed of the run that recorded it; empty where nobody said
 */
@API(status = API.Status.INTERNAL)
public record EpisodeNote(EpisodeKind kind, OptionalLong seed) {}
