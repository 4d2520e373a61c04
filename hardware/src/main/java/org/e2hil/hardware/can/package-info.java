/** CAN-FD frames, and the ways to a bus: the kernel's own, and an adapter on a serial port. */
package org.e2hil.hardware.can;
