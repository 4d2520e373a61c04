/**
 * Cameras as sensors: the newest picture of a device, a file or a test source, cut and scaled to
 * what a policy sees, and refused once it is old.
 */
package org.e2hil.hardware.camera;
