/** Scripted hands: the demonstrators, and those that take over when an intervention asks for it. */
package org.e2hil.sim.expert;
