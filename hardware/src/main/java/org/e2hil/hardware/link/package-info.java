/** Bytes to and from a device: serial ports, pseudo-terminals, memory. */
package org.e2hil.hardware.link;
