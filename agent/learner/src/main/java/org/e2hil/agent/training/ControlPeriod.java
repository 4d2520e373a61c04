package org.e2hil.agent.training;

import java.util.List;
import org.e2hil.agent.experience.Transition;

/**
 * What the actor tells the learner of one control period.
 *
 * @param envSteps control periods of the run, this one included
 * @param takenOver whether a hand acted
 * @param transitions what was experienced; empty after a fault
 */
record ControlPeriod(long envSteps, boolean takenOver, List<Transition> transitions) {}
