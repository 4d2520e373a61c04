package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjData;
import org.e2hil.sim.mujoco.binding.mjModel;

/**
 * What MuJoCo computes from a simulation's state when it is asked: contacts and their forces,
 * velocities, Jacobians and distances. Belongs to the simulation's thread, and throws {@link
 * IllegalStateException} once it is closed.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Measurements {

  private final Simulation simulation;
  private final Contacts contacts = new Contacts();

  Measurements(Simulation simulation) {
    this.simulation = simulation;
  }

  /** The contacts of the last step, in an object that is used again by the next call. */
  public Contacts contacts() {
    contacts.read(model(), data());
    return contacts;
  }

  /** Sum of the normal forces on a geom, N. */
  public double geomForce(int geom) {
    return Mj.e2hil_geomForce(model(), data(), geom);
  }

  /** Sum of the normal forces between two geoms, N. */
  public double geomPairForce(int geom1, int geom2) {
    return Mj.e2hil_geomPairForce(model(), data(), geom1, geom2);
  }

  /** Sum of the normal forces between a geom and a body with all that hangs on it, N. */
  public double touchForce(int geom, int body) {
    return Mj.e2hil_geomBodyForce(model(), data(), geom, body);
  }

  /** Sum of the normal forces between two bodies, each with all that hangs on it, N. */
  public double bodyPairForce(int body1, int body2) {
    return Mj.e2hil_bodyPairForce(model(), data(), body1, body2);
  }

  /**
   * Euclidean norm of the forces of some equality constraints taken together. In N for {@code
   * connect}; a {@code weld} mixes N and N m.
   */
  public double equalityForce(int... equalities) {
    return Mj.e2hil_equalityForce(model(), data(), equalities, equalities.length);
  }

  /**
   * Distance of two geoms' surfaces, m: negative when they overlap, {@code limitM} when they are
   * further apart than that.
   */
  public double geomDistance(int geom1, int geom2, double limitM) {
    double[] distance = new double[1];
    simulation.fail(
        Mj.e2hil_geomDistance(model(), simulation.usable(), geom1, geom2, limitM, distance));
    return distance[0];
  }

  /** Velocity of a body's frame in the world: linear, m/s, then angular, rad/s. */
  public void bodyVelocity(int body, double[] velocity6) {
    velocity(Mj.mjOBJ_XBODY, body, simulation.model().nbody(), velocity6);
  }

  /** Velocity of a site's frame in the world: linear, m/s, then angular, rad/s. */
  public void siteVelocity(int site, double[] velocity6) {
    velocity(ObjectKind.SITE.code(), site, simulation.model().count(ObjectKind.SITE), velocity6);
  }

  /**
   * Jacobians of a site in the world, row by row: {@code position} {@code [3, nv]}, m, and {@code
   * rotation} {@code [3, nv]}, rad, each a unit of joint position.
   */
  public void siteJacobian(int site, double[] position, double[] rotation) {
    checkId(site, simulation.model().count(ObjectKind.SITE));
    checkSize(position, 3 * simulation.model().nv());
    checkSize(rotation, 3 * simulation.model().nv());
    simulation.fail(Mj.e2hil_jacobian(model(), data(), position, rotation, site));
  }

  private void velocity(int code, int id, int count, double[] velocity6) {
    checkId(id, count);
    checkSize(velocity6, 6);
    simulation.fail(Mj.e2hil_velocity(model(), data(), code, id, velocity6));
  }

  private static void checkId(int id, int count) {
    if (id < 0 || id >= count) {
      throw new IndexOutOfBoundsException("Number " + id + " of " + count + " was asked for.");
    }
  }

  private static void checkSize(double[] array, int size) {
    if (array.length != size) {
      throw new IllegalArgumentException(
          "An array of " + size + " numbers is needed and this one has " + array.length + ".");
    }
  }

  private mjModel model() {
    return simulation.model().pointer();
  }

  private mjData data() {
    return simulation.pointer();
  }
}
