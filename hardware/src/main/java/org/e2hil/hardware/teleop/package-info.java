/**
 * A person's hand on the robot: gamepads and joysticks through SDL, a SpaceMouse, the keyboard of a
 * terminal and an SO-101 leader arm, which all take over from the policy in the same way.
 */
package org.e2hil.hardware.teleop;
