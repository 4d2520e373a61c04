/** Recordings of an arm's joints made into demonstrations: the arm, the hand and what it asked. */
package org.e2hil.scenarios.joints;
