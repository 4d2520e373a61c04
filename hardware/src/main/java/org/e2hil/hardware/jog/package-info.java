/** Leading an arm by hand without a task, to find out where it can work. */
package org.e2hil.hardware.jog;
