/** What happened: transitions with their source, kept and mixed for the learner. */
package org.e2hil.agent.experience;
