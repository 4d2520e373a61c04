package org.e2hil.agent.training;

import org.e2hil.agent.env.Ending;

/**
 * How far the policy came, un-aided, in one episode of an examination.
 *
 * @param envSteps control periods of the run so far
 * @param mode how actions were chosen
 * @param episode of the examination, from 0; the same start in every examination of a run
 * @param steps control periods of the episode
 * @param progress the most that was seen of the task's progress, from 0 to 1, and 1 where the task
 *     was done; NaN in a world that cannot tell, such as a real robot
 * @param ending how it ended
 */
public record ExaminedEpisode(
    long envSteps, ActionMode mode, int episode, int steps, double progress, Ending ending) {}
