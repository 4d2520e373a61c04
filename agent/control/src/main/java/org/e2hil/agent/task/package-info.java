/** What is to be done, and who says that it is done. */
package org.e2hil.agent.task;
