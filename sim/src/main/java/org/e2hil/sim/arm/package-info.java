/** Simulated arms: the robot seam, implemented by physics. */
package org.e2hil.sim.arm;
