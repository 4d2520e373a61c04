/** Seeing whether a task is done: a classifier of pictures, learned from recorded episodes. */
package org.e2hil.agent.reward;
