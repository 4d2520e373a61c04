/** What a checkpoint is made of: named sections of bytes, and how arrays are written. */
package org.e2hil.agent.state;
