/**
 * Soft actor-critic with demonstrations and interventions (RLPD), and E2HiL's masked actor loss.
 */
package org.e2hil.agent.sac;
