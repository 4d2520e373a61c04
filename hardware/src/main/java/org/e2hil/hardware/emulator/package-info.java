/** Test doubles of devices, which speak their real bytes and fail on demand. */
package org.e2hil.hardware.emulator;
