/**
 * Recorded episodes that happen again: as a world of their own, in which actions change nothing,
 * and by their actions in another world.
 */
package org.e2hil.scenarios.replay;
