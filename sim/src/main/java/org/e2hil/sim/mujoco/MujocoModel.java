package org.e2hil.sim.mujoco;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.bytedeco.javacpp.IntPointer;
import org.e2hil.sim.mujoco.binding.Mj;
import org.e2hil.sim.mujoco.binding.mjModel;

/**
 * A compiled model: names, addresses, and {@link #parameters() parameters} that may be edited.
 *
 * <p>Edits reach every simulation of the model, so an environment that edits has a model of its
 * own. One thread at a time. Close it after its simulations and renderers.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class MujocoModel implements AutoCloseable {

  private final mjModel pointer;
  private final Lifetime lifetime = new Lifetime("model");
  private final int nq;
  private final int nv;
  private final int nu;
  private final Names names;
  private final ModelParameters parameters;
  private final int[] jointType;
  private final int[] jointQposAddress;
  private final int[] jointDofAddress;
  private final DoubleRows jointRange;
  private final int[] actuatorControlAddress;
  private final int[] actuatorOutputAddress;
  private final DoubleRows controlRange;
  private final int[] sensorAddress;
  private final int[] sensorSize;
  private final int[] bodyParent;
  private final int[] bodyMocap;
  private final int[] bodyJointAddress;
  private final int[] geomBody;
  private final int[] siteBody;
  private final int[] flexVertexAddress;
  private final int[] flexVertexCount;
  private final int[] flexVertexBody;

  private MujocoModel(mjModel pointer) {
    this.pointer = pointer;
    // without this flag MuJoCo answers a diverged state by a silent reset
    pointer.opt().disableflags(pointer.opt().disableflags() | Mj.mjDSBL_AUTORESET);
    nq = Math.toIntExact(pointer.nq());
    nv = Math.toIntExact(pointer.nv());
    nu = Math.toIntExact(pointer.nu());
    names = new Names(pointer);
    parameters = new ModelParameters(pointer, lifetime);
    jointType = ints(pointer.jnt_type(), pointer.njnt());
    jointQposAddress = ints(pointer.jnt_qposadr(), pointer.njnt());
    jointDofAddress = ints(pointer.jnt_dofadr(), pointer.njnt());
    jointRange = new DoubleRows(lifetime, pointer.jnt_range(), pointer.njnt(), 2);
    actuatorControlAddress = ints(pointer.actuator_ctrladr(), pointer.nactuator());
    actuatorOutputAddress = ints(pointer.actuator_outadr(), pointer.nactuator());
    controlRange = new DoubleRows(lifetime, pointer.actuator_ctrlrange(), pointer.nu(), 2);
    sensorAddress = ints(pointer.sensor_adr(), pointer.nsensor());
    sensorSize = ints(pointer.sensor_dim(), pointer.nsensor());
    bodyParent = ints(pointer.body_parentid(), pointer.nbody());
    bodyMocap = ints(pointer.body_mocapid(), pointer.nbody());
    bodyJointAddress = ints(pointer.body_jntadr(), pointer.nbody());
    geomBody = ints(pointer.geom_bodyid(), pointer.ngeom());
    siteBody = ints(pointer.site_bodyid(), pointer.nsite());
    flexVertexAddress = ints(pointer.flex_vertadr(), pointer.nflex());
    flexVertexCount = ints(pointer.flex_vertnum(), pointer.nflex());
    flexVertexBody = ints(pointer.flex_vertbodyid(), pointer.nflexvert());
  }

  /**
   * Compiles MJCF that names no file.
   *
   * @throws ModelException with MuJoCo's own words when it refuses
   */
  public static MujocoModel compile(String mjcf) {
    return compile(mjcf, Map.of());
  }

  /**
   * Compiles MJCF.
   *
   * @param files what the MJCF names: included MJCF, meshes, textures; by the name used there
   * @throws ModelException with MuJoCo's own words when it refuses
   */
  public static MujocoModel compile(String mjcf, Map<String, byte[]> files) {
    Mujoco.load();
    return new MujocoModel(ModelCompiler.compile(mjcf, files));
  }

  /** Size of {@code qpos}. */
  public int nq() {
    return nq;
  }

  /** Number of degrees of freedom, the size of {@code qvel}. */
  public int nv() {
    return nv;
  }

  /** Number of controls. */
  public int nu() {
    return nu;
  }

  /** Number of bodies, the world included. */
  public int nbody() {
    return names.count(ObjectKind.BODY);
  }

  /** Duration of one step. */
  public double timestepSeconds() {
    return pointer().opt().timestep();
  }

  /** How many there are of a kind. */
  public int count(ObjectKind kind) {
    return names.count(kind);
  }

  /** The id, or nothing when there is none of that name. */
  public OptionalInt find(ObjectKind kind, String name) {
    return names.find(kind, name);
  }

  /**
   * The id.
   *
   * @throws UnknownNameException that lists near names
   */
  public int id(ObjectKind kind, String name) {
    return names.id(kind, name);
  }

  /** The name, which not everything has. */
  public Optional<String> name(ObjectKind kind, int id) {
    return names.name(kind, id);
  }

  /** Id of a body; see {@link #id}. */
  public int body(String name) {
    return id(ObjectKind.BODY, name);
  }

  /** Id of a joint; see {@link #id}. */
  public int joint(String name) {
    return id(ObjectKind.JOINT, name);
  }

  /** Id of a geom; see {@link #id}. */
  public int geom(String name) {
    return id(ObjectKind.GEOM, name);
  }

  /** Id of a site; see {@link #id}. */
  public int site(String name) {
    return id(ObjectKind.SITE, name);
  }

  /** Id of a camera; see {@link #id}. */
  public int camera(String name) {
    return id(ObjectKind.CAMERA, name);
  }

  /** Id of a light; see {@link #id}. */
  public int light(String name) {
    return id(ObjectKind.LIGHT, name);
  }

  /** Id of a deformable; see {@link #id}. */
  public int flex(String name) {
    return id(ObjectKind.FLEX, name);
  }

  /** Id of a texture; see {@link #id}. */
  public int texture(String name) {
    return id(ObjectKind.TEXTURE, name);
  }

  /** Id of a material; see {@link #id}. */
  public int material(String name) {
    return id(ObjectKind.MATERIAL, name);
  }

  /** Id of an equality constraint; see {@link #id}. */
  public int equality(String name) {
    return id(ObjectKind.EQUALITY, name);
  }

  /** Id of an actuator; see {@link #id}. */
  public int actuator(String name) {
    return id(ObjectKind.ACTUATOR, name);
  }

  /** Id of a sensor; see {@link #id}. */
  public int sensor(String name) {
    return id(ObjectKind.SENSOR, name);
  }

  /** Id of a keyframe; see {@link #id}. */
  public int keyframe(String name) {
    return id(ObjectKind.KEYFRAME, name);
  }

  /**
   * Row of a body in {@link Simulation#mocapPos()} and {@link Simulation#mocapQuat()}.
   *
   * @throws UnknownNameException when there is no such body or it is not a mocap body
   */
  public int mocap(String bodyName) {
    int row = at(bodyMocap, body(bodyName));
    if (row < 0) {
      throw new UnknownNameException(
          "The body '" + bodyName + "' is no mocap body: give it mocap=\"true\" in the scene.");
    }
    return row;
  }

  /** Where a joint's position starts in {@code qpos}; a free joint has 7 numbers there. */
  public int jointQposAddress(int joint) {
    return at(jointQposAddress, joint);
  }

  /** Where a joint's velocity starts in {@code qvel}; a free joint has 6 numbers there. */
  public int jointDofAddress(int joint) {
    return at(jointDofAddress, joint);
  }

  /** Limits of a joint, rad or m; {@code [0, 0]} where it has none. */
  public Range jointRange(int joint) {
    return new Range(jointRange.get(joint, 0), jointRange.get(joint, 1));
  }

  /** Where an actuator's control is in {@code ctrl}. */
  public int actuatorControlAddress(int actuator) {
    return at(actuatorControlAddress, actuator);
  }

  /** Where an actuator's length and force are in the arrays of actuator outputs. */
  public int actuatorOutputAddress(int actuator) {
    return at(actuatorOutputAddress, actuator);
  }

  /** Limits of an actuator's (first) control; {@code [0, 0]} where it has none. */
  public Range actuatorControlRange(int actuator) {
    int control = actuatorControlAddress(actuator);
    return new Range(controlRange.get(control, 0), controlRange.get(control, 1));
  }

  /** Where a sensor's output starts in {@code sensordata}. */
  public int sensorAddress(int sensor) {
    return at(sensorAddress, sensor);
  }

  /** How many numbers a sensor puts out. */
  public int sensorSize(int sensor) {
    return at(sensorSize, sensor);
  }

  /** Id of a body's parent. */
  public int bodyParent(int body) {
    return at(bodyParent, body);
  }

  /** Id of a body's first joint, or -1. */
  public int bodyFirstJoint(int body) {
    return at(bodyJointAddress, body);
  }

  /** Whether a body moves freely: its first joint is a free one. */
  public boolean isFree(int body) {
    int joint = bodyFirstJoint(body);
    return joint >= 0 && at(jointType, joint) == Mj.mjJNT_FREE;
  }

  /** Id of the body that a geom is part of. */
  public int geomBody(int geom) {
    return at(geomBody, geom);
  }

  /** Id of the body that a site is fixed to. */
  public int siteBody(int site) {
    return at(siteBody, site);
  }

  /** Row of a deformable's first vertex in {@link Simulation#flexvertXpos()}. */
  public int flexVertexAddress(int flex) {
    return at(flexVertexAddress, flex);
  }

  /** How many vertices a deformable has. */
  public int flexVertexCount(int flex) {
    return at(flexVertexCount, flex);
  }

  /** Id of the body that carries a vertex, counted through all deformables. */
  public int flexVertexBody(int vertex) {
    return at(flexVertexBody, vertex);
  }

  /** What may be edited. */
  public ModelParameters parameters() {
    return parameters;
  }

  /** Frees the model. Closing twice is fine. */
  @Override
  public void close() {
    if (lifetime.end()) {
      Mj.mj_deleteModel(pointer);
    }
  }

  /** The native model, while it is there. */
  mjModel pointer() {
    lifetime.check();
    return pointer;
  }

  /** Where things are never changes: it is copied once. */
  private static int[] ints(IntPointer address, long count) {
    int[] copy = new int[Math.toIntExact(count)];
    if (copy.length > 0) {
      address.get(copy);
    }
    return copy;
  }

  private int at(int[] values, int id) {
    lifetime.check();
    return values[id];
  }
}
