/**
 * What a real robot needs beside its driver: a person who judges and resets, a source of the object
 * state, and the place where a task is done.
 */
package org.e2hil.hardware.workcell;
