/** The machine, a user's files, and what other jars bring. */
package org.e2hil.agent.system;
