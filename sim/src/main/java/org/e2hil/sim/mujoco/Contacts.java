package org.e2hil.sim.mujoco;

import java.util.Arrays;
import org.apiguardian.api.API;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjData;
import org.e2hil.sim.mujoco.binding.mjModel;

/**
 * The contacts of the last step, copied: each is a pair of geoms, a point, a normal and a force.
 * The next call of {@link Measurements#contacts()} overwrites them. Allocates only to grow.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Contacts {

  private static final int FIRST_CAPACITY = 64;
  private static final int SIZE = Mj.E2HIL_CONTACT_SIZE;
  private static final int DISTANCE = 1;
  private static final int POSITION = 2;
  private static final int NORMAL = 5;

  private int[] geoms = new int[2 * FIRST_CAPACITY];
  private double[] values = new double[SIZE * FIRST_CAPACITY];
  private int count;

  Contacts() {}

  void read(mjModel model, mjData data) {
    count = Mj.e2hil_contacts(model, data, geoms, values, geoms.length / 2);
    if (2 * count > geoms.length) {
      geoms = Arrays.copyOf(geoms, 4 * count);
      values = Arrays.copyOf(values, 2 * SIZE * count);
      count = Mj.e2hil_contacts(model, data, geoms, values, geoms.length / 2);
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Id of the first geom, or -1 for a deformable. */
  public int geom1(int contact) {
    return geoms[2 * checked(contact)];
  }

  /** Id of the second geom, or -1 for a deformable. */
  public int geom2(int contact) {
    return geoms[2 * checked(contact) + 1];
  }

  /** Force along the normal, N, not below 0. */
  public double normalForce(int contact) {
    return values[SIZE * checked(contact)];
  }

  /** Distance of the surfaces, m; negative when they overlap. */
  public double distance(int contact) {
    return values[SIZE * checked(contact) + DISTANCE];
  }

  /** One coordinate (0, 1, 2) of the point between the surfaces, m, in the world. */
  public double position(int contact, int axis) {
    return values[SIZE * checked(contact) + POSITION + checkedAxis(axis)];
  }

  /** One coordinate (0, 1, 2) of the unit normal from the first geom to the second. */
  public double normal(int contact, int axis) {
    return values[SIZE * checked(contact) + NORMAL + checkedAxis(axis)];
  }

  private int checked(int contact) {
    if (contact < 0 || contact >= count) {
      throw new IndexOutOfBoundsException(
          "Contact " + contact + " of " + count + " was asked for.");
    }
    return contact;
  }

  private static int checkedAxis(int axis) {
    if (axis < 0 || axis > 2) {
      throw new IndexOutOfBoundsException("Axis " + axis + " of x, y, z was asked for.");
    }
    return axis;
  }
}
