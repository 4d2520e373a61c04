/**
 * MuJoCo, owned safely: a {@link org.e2hil.sim.mujoco.MujocoModel} is compiled from MJCF, a {@link
 * org.e2hil.sim.mujoco.Simulation} steps it, a {@link org.e2hil.sim.mujoco.Renderer} draws it
 * off-screen.
 *
 * <p>All three hold native memory and are closed, the model last. Fields keep the names, shapes and
 * units of MuJoCo's own documentation (<a
 * href="https://mujoco.readthedocs.io">mujoco.readthedocs.io </a>): metres, kilograms, seconds,
 * radians, quaternions as w, x, y, z, matrices row by row.
 *
 * <p>Nothing else in the project may import the native binding.
 */
package org.e2hil.sim.mujoco;
