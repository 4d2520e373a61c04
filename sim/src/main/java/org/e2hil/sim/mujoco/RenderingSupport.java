package org.e2hil.sim.mujoco;

/**
 * Whether a machine can render.
 *
 * @param description what would draw, or why nothing can and what to install
 */
public record RenderingSupport(boolean available, String description) {}
