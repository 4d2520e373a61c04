/**
 * Feetech serial bus servos (STS3215 and its relatives): frames, registers and the bus, after the
 * maker's protocol manual and the memory table of the STS series.
 */
package org.e2hil.hardware.feetech;
