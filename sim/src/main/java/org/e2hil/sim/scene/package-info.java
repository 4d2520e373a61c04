/**
 * One loaded world of the simulator: its model, its state, and the handles that a task works with.
 */
package org.e2hil.sim.scene;
