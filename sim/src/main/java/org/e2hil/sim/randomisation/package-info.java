/** What may differ from one episode to the next beside where things lie, and how it is drawn. */
package org.e2hil.sim.randomisation;
