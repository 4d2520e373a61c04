/** ROS topics and services as JSON over a WebSocket: rosbridge's protocol, version 2. */
package org.e2hil.hardware.rosbridge;
