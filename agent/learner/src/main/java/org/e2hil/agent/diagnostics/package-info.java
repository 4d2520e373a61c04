/**
 * The paper's appendices as measurements: how the entropy moves under an update and how well that
 * was predicted, what a selection does to the actor's gradient, and what policy and critics say
 * along an episode. Nothing here draws a random number of the run's or changes anything.
 */
package org.e2hil.agent.diagnostics;
