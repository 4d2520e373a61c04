/**
 * The LeRobot SO-101 and SO-100: calibration, connect-time configuration, and a driver whose own
 * thread streams limited set-points and holds the arm whatever happens to its caller.
 */
package org.e2hil.hardware.so101;
