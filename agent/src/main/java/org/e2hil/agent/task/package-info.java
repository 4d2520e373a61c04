/** What is to be done, who says that it is done, and who puts the world back. */
package org.e2hil.agent.task;
