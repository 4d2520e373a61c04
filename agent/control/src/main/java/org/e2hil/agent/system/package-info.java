/** What a person means by the name of a file. */
package org.e2hil.agent.system;
