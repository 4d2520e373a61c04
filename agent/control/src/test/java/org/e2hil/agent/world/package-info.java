/** A small world without physics, for tests that are about something else than physics. */
package org.e2hil.agent.world;
