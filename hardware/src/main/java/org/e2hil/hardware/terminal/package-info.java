/** The one terminal that a program runs in, for all who listen to its keys. */
package org.e2hil.hardware.terminal;
