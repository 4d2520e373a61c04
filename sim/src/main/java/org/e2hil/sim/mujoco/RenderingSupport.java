package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/**
 * Whether a machine can render.
 *
 * @param description what would draw, or why nothing can and what to install
 */
@API(status = API.Status.EXPERIMENTAL)
public record RenderingSupport(boolean available, String description) {}
