/**
 * The tasks: each a class here and a scene file of the same name, and nothing else. What they know
 * of physics no policy sees unless a scenario says so.
 */
package org.e2hil.sim.task;
