/**
 * Who may take the robot out of the policy's hand, when, and for how long: a person with a device,
 * or a script that decides as reproducibly as the rest of an experiment.
 */
package org.e2hil.agent.intervention;
