/**
 * Judges what is expected of a training, for the command line and for tests in Java, and keeps what
 * shows why it does not hold.
 */
package org.e2hil.scenarios.check;
