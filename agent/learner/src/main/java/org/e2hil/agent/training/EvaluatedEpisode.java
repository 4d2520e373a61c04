package org.e2hil.agent.training;

import org.apiguardian.api.API;
import org.e2hil.agent.env.EpisodeEnd;

/**
 * How far the policy came, un-aided, in one episode of an evaluation.
 *
 * @param envSteps control periods of the run so far
 * @param mode how actions were chosen
 * @param episode of the evaluation, from 0; the same start in every evaluation of a run
 * @param steps control periods of the episode
 * @param progress the most that was seen of the task's progress, from 0 to 1, and 1 where the task
 *     was done; NaN in a world that cannot tell, such as a real robot
 * @param episodeEnd how it ended
 */
@API(status = API.Status.EXPERIMENTAL)
public record EvaluatedEpisode(
    long envSteps,
    ActionMode mode,
    int episode,
    int steps,
    double progress,
    EpisodeEnd episodeEnd) {}
