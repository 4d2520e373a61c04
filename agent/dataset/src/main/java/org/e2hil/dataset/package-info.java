/**
 * Episodes as LeRobot datasets (v3.0), which other programs read: written so that a killed process
 * loses none that was done, read as far as they are whole, and asked questions in SQL. The older
 * version v2.1 is read as well.
 */
package org.e2hil.dataset;
