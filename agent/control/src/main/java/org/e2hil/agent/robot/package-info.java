/**
 * From a motion of the end effector to a robot's joints, and back: the control step that simulation
 * and hardware share.
 */
package org.e2hil.agent.robot;
