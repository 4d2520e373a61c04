/**
 * Entropy-guided sample selection: how much each state of a batch would move the policy's entropy,
 * and which states the actor therefore learns from.
 */
package org.e2hil.agent.selection;
