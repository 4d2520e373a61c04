/** The tasks: what is to be done, and where an arm does it. */
package org.e2hil.agent.task;
