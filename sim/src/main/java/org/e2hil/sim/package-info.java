/** What the simulator offers: worlds with a simulated arm, found through the provider interface. */
package org.e2hil.sim;
