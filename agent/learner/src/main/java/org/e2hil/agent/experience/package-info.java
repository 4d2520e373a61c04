/**
 * What happened: steps as they were recorded, and transitions as they are learned from, with their
 * source, kept and mixed for the learner.
 */
package org.e2hil.agent.experience;
