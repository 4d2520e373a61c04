/**
 * Looking at a robot step by step before it is used: what is there, what is missing, what to do.
 */
package org.e2hil.hardware.checkup;
