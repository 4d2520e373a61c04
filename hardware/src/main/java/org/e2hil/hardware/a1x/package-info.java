/**
 * The Galaxea A1X: its CAN-FD frames, its ROS topics, and a driver that reaches it through either
 * and holds it whatever happens to its caller.
 */
package org.e2hil.hardware.a1x;
