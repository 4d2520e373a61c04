/** Classifiers that see whether a task is done, as files, and how good they are. */
package org.e2hil.scenarios.reward;
