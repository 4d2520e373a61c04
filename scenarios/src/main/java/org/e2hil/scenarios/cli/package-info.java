/** The command line: one class a command, and what they share. The only room that prints. */
package org.e2hil.scenarios.cli;
