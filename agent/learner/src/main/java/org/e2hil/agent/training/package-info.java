/**
 * Training and evaluation: one loop that drives the world, records what happened, lets the learner
 * learn, and can stop and go on without anybody being able to tell.
 */
package org.e2hil.agent.training;
