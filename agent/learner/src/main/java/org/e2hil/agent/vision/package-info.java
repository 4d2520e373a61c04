/** Seeing: what turns a camera's picture into the few numbers that a policy learns from. */
package org.e2hil.agent.vision;
