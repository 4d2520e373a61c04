/**
 * Robots that can be tried without a robot: the real driver talks to an emulator in the device's
 * own bytes, and the emulator's body is the arm in a task's simulated scene. Here alone, simulation
 * and hardware meet.
 */
package org.e2hil.scenarios.emulated;
