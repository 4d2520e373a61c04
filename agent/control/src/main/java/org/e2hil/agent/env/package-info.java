/**
 * The contract: what an agent may know of a world. It depends on the JDK alone, and it is the same
 * for a simulated and a real arm.
 */
package org.e2hil.agent.env;
