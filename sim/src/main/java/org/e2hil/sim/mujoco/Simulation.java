package org.e2hil.sim.mujoco;

import java.nio.ByteBuffer;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.DoublePointer;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjData;
import org.e2hil.sim.mujoco.binding.mjModel;

/**
 * One state of a model, and what MuJoCo computes from it.
 *
 * <p>After {@link #step} the state is new, while everything derived (positions of bodies, contacts,
 * forces, sensors) still belongs to the state at the start of the last step, as in MuJoCo itself;
 * {@link #forward()} brings it up to date. A run is bit-for-bit repeatable. One thread at a time.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Simulation implements AutoCloseable {

  private static final int STATE = Mj.mjSTATE_INTEGRATION;

  private final MujocoModel model;
  private final mjData pointer;
  private final Lifetime lifetime = new Lifetime("simulation");
  private final Measurements measurements = new Measurements(this);
  private final DoubleRows qpos;
  private final DoubleRows qvel;
  private final DoubleRows ctrl;
  private final DoubleRows sensordata;
  private final DoubleRows mocapPos;
  private final DoubleRows mocapQuat;
  private final DoubleRows xpos;
  private final DoubleRows xquat;
  private final DoubleRows xmat;
  private final DoubleRows geomXpos;
  private final DoubleRows geomXmat;
  private final DoubleRows siteXpos;
  private final DoubleRows siteXmat;
  private final DoubleRows camXpos;
  private final DoubleRows camXmat;
  private final DoubleRows flexvertXpos;
  private final DoubleRows actuatorLength;
  private final DoubleRows actuatorForce;
  private final DoubleRows qfrcApplied;
  private final DoubleRows xfrcApplied;
  private final ByteBuffer eqActive;
  private boolean needsReset;

  /** The model in its reference pose, with derived quantities up to date. */
  public Simulation(MujocoModel model) {
    this.model = model;
    mjModel m = model.pointer();
    pointer = Mj.e2hil_makeData(m);
    if (pointer == null) {
      throw new MujocoException("MuJoCo could not make a simulation: " + Mujoco.error());
    }
    qpos = rows(pointer.qpos(), m.nq(), 1);
    qvel = rows(pointer.qvel(), m.nv(), 1);
    ctrl = rows(pointer.ctrl(), m.nu(), 1);
    sensordata = rows(pointer.sensordata(), m.nsensordata(), 1);
    mocapPos = rows(pointer.mocap_pos(), m.nmocap(), 3);
    mocapQuat = rows(pointer.mocap_quat(), m.nmocap(), 4);
    xpos = rows(pointer.xpos(), m.nbody(), 3);
    xquat = rows(pointer.xquat(), m.nbody(), 4);
    xmat = rows(pointer.xmat(), m.nbody(), 9);
    geomXpos = rows(pointer.geom_xpos(), m.ngeom(), 3);
    geomXmat = rows(pointer.geom_xmat(), m.ngeom(), 9);
    siteXpos = rows(pointer.site_xpos(), m.nsite(), 3);
    siteXmat = rows(pointer.site_xmat(), m.nsite(), 9);
    camXpos = rows(pointer.cam_xpos(), m.ncam(), 3);
    camXmat = rows(pointer.cam_xmat(), m.ncam(), 9);
    flexvertXpos = rows(pointer.flexvert_xpos(), m.nflexvert(), 3);
    actuatorLength = rows(pointer.actuator_length(), m.nout(), 1);
    actuatorForce = rows(pointer.actuator_force(), m.nout(), 1);
    qfrcApplied = rows(pointer.qfrc_applied(), m.nv(), 1);
    xfrcApplied = rows(pointer.xfrc_applied(), m.nbody(), 6);
    eqActive = flags(pointer.eq_active(), m.neq());
    forward();
  }

  /** The model that is simulated. */
  public MujocoModel model() {
    return model;
  }

  /** Simulated time since the last reset. */
  public double timeSeconds() {
    return pointer().time();
  }

  /**
   * Advances by a number of timesteps.
   *
   * @throws DivergenceException when the state no longer means anything; every further step throws
   *     it again until {@link #reset()} or {@link #restore}
   * @throws MujocoException when MuJoCo reports an error, such as too little memory for contacts
   */
  public void step(int steps) {
    mjData data = usable();
    fail(Mj.e2hil_step(model.pointer(), data, steps));
    Mujoco.logWarning();
  }

  /**
   * Computes all that follows from the state, without advancing it.
   *
   * @throws DivergenceException as {@link #step}
   */
  public void forward() {
    mjData data = usable();
    fail(Mj.e2hil_forward(model.pointer(), data));
    Mujoco.logWarning();
  }

  /** Back to the reference pose at time 0. Derived quantities follow with {@link #forward()}. */
  public void reset() {
    resetTo(-1);
  }

  /** Back to a keyframe. Derived quantities follow with {@link #forward()}. */
  public void reset(int keyframe) {
    if (keyframe < 0 || keyframe >= model.count(ObjectKind.KEYFRAME)) {
      throw new IndexOutOfBoundsException("The model has no keyframe " + keyframe + ".");
    }
    resetTo(keyframe);
  }

  /**
   * Recomputes the model's derived constants after an edit of masses and the like. It leaves the
   * simulation in the reference pose: call it before a reset, not after.
   */
  public void setConst() {
    fail(Mj.e2hil_setConst(model.pointer(), usable()));
  }

  /** A copy of all that determines the future: state, time, controls, active constraints, mocap. */
  public double[] save() {
    mjData data = usable();
    mjModel m = model.pointer();
    double[] state = new double[stateSize(m)];
    fail(Mj.e2hil_getState(m, data, state, STATE));
    return state;
  }

  /** Back to a saved state. Derived quantities follow with {@link #forward()}. */
  public void restore(double[] state) {
    mjModel m = model.pointer();
    int size = stateSize(m);
    if (state.length != size) {
      throw new IllegalArgumentException(
          "A state of this model has " + size + " numbers and " + state.length + " were given.");
    }
    if (needsReset) {
      reset();
    }
    fail(Mj.e2hil_setState(m, pointer(), state, STATE));
  }

  /** Positions of joints, {@code [nq]}. */
  public DoubleRows qpos() {
    return qpos;
  }

  /** Velocities of degrees of freedom, {@code [nv]}. */
  public DoubleRows qvel() {
    return qvel;
  }

  /** Controls, {@code [nu]}. */
  public DoubleRows ctrl() {
    return ctrl;
  }

  /** Outputs of sensors, one after another. */
  public DoubleRows sensordata() {
    return sensordata;
  }

  /** Positions of mocap bodies, m, {@code [mocap bodies, 3]}. */
  public DoubleRows mocapPos() {
    return mocapPos;
  }

  /** Orientations of mocap bodies, {@code [mocap bodies, 4]}. */
  public DoubleRows mocapQuat() {
    return mocapQuat;
  }

  /** Positions of bodies in the world, m, {@code [nbody, 3]}. */
  public DoubleRows xpos() {
    return xpos;
  }

  /** Orientations of bodies in the world, {@code [nbody, 4]}. */
  public DoubleRows xquat() {
    return xquat;
  }

  /** Orientations of bodies in the world, {@code [nbody, 9]}. */
  public DoubleRows xmat() {
    return xmat;
  }

  /** Positions of geoms in the world, m, {@code [ngeom, 3]}. */
  public DoubleRows geomXpos() {
    return geomXpos;
  }

  /** Orientations of geoms in the world, {@code [ngeom, 9]}. */
  public DoubleRows geomXmat() {
    return geomXmat;
  }

  /** Positions of sites in the world, m, {@code [nsite, 3]}. */
  public DoubleRows siteXpos() {
    return siteXpos;
  }

  /** Orientations of sites in the world, {@code [nsite, 9]}. */
  public DoubleRows siteXmat() {
    return siteXmat;
  }

  /** Positions of cameras in the world, m, {@code [ncam, 3]}. */
  public DoubleRows camXpos() {
    return camXpos;
  }

  /** Orientations of cameras in the world, {@code [ncam, 9]}. */
  public DoubleRows camXmat() {
    return camXmat;
  }

  /** Positions of deformables' vertices in the world, m, {@code [vertices, 3]}. */
  public DoubleRows flexvertXpos() {
    return flexvertXpos;
  }

  /** Lengths of actuators, rad or m, {@code [actuator outputs]}. */
  public DoubleRows actuatorLength() {
    return actuatorLength;
  }

  /** Forces of actuators, N m or N, {@code [actuator outputs]}. */
  public DoubleRows actuatorForce() {
    return actuatorForce;
  }

  /** Forces to apply in joint space, {@code [nv]}; they stay until overwritten. */
  public DoubleRows qfrcApplied() {
    return qfrcApplied;
  }

  /** Force, N, and torque, N m, to apply at bodies' centres, {@code [nbody, 6]}; they stay. */
  public DoubleRows xfrcApplied() {
    return xfrcApplied;
  }

  /** Whether an equality constraint is switched on. */
  public boolean equalityActive(int equality) {
    lifetime.check();
    return eqActive.get(equality) != 0;
  }

  /** Switches an equality constraint on or off. */
  public void equalityActive(int equality, boolean active) {
    lifetime.check();
    eqActive.put(equality, (byte) (active ? 1 : 0));
  }

  /** What MuJoCo computes from the state when it is asked. */
  public Measurements measure() {
    return measurements;
  }

  /** Frees the state. Closing twice is fine. */
  @Override
  public void close() {
    if (lifetime.end()) {
      Mj.mj_deleteData(pointer);
    }
  }

  /** The native data, while it is there. */
  mjData pointer() {
    lifetime.check();
    return pointer;
  }

  /** The native data, unless an earlier call left it half computed. */
  mjData usable() {
    if (needsReset) {
      throw new IllegalStateException(
          "An earlier call left this simulation half computed: reset() it first.");
    }
    return pointer();
  }

  private void resetTo(int keyframe) {
    fail(Mj.e2hil_reset(model.pointer(), pointer(), keyframe));
    needsReset = false;
  }

  private static int stateSize(mjModel m) {
    return Mj.e2hil_stateSize(m, STATE);
  }

  /** Throws what a status of MuJoCo says. */
  void fail(int status) {
    if (status == 0) {
      return;
    }
    Mujoco.dropWarning();
    if (status == Mj.E2HIL_ERROR) {
      needsReset = true;
      throw new MujocoException("MuJoCo failed: " + Mujoco.error());
    }
    throw Divergence.of(status, model, pointer);
  }

  private DoubleRows rows(DoublePointer address, long rows, int width) {
    return new DoubleRows(lifetime, address, rows, width);
  }

  private static ByteBuffer flags(BoolPointer address, long count) {
    return count == 0 ? ByteBuffer.allocate(0) : address.capacity(count).asByteBuffer();
  }
}
