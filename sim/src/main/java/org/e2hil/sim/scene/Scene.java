package org.e2hil.sim.scene;

import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.Robot;
import org.e2hil.sim.mujoco.MujocoModel;
import org.e2hil.sim.mujoco.Renderer;
import org.e2hil.sim.mujoco.Simulation;

/**
 * A loaded scene with one arm in it, and the few things that every task asks of it. It has a model
 * of its own, because tasks edit it. One thread.
 */
@API(status = API.Status.MAINTAINED)
public final class Scene implements AutoCloseable {

  /** Width and height of a camera's picture, as in the paper. */
  public static final int PICTURE_PIXELS = 128;

  private final ArmModel arm;
  private final Map<String, Double> tuned;
  private final Jaws jaws;
  private final MujocoModel model;
  private final Simulation data;
  private final double timestepS;
  private final int substeps;
  private final int toolSite;
  private final int[] pads;
  private final int gripper;
  private final int[] positions;
  private final int[] speeds;
  private final int[] actuators;
  private final int[] fingers;
  private final double[] toolErrorM = new double[3];
  private final Set<Integer> unseenTextures = new TreeSet<>();
  private Optional<Renderer> renderer = Optional.empty();

  /**
   * Loads the scene of one of the paper's tasks.
   *
   * @param timestepS physics step; must divide the control tick of 10 ms
   */
  public Scene(String name, ArmModel arm, double timestepS) {
    this(
        find(name, arm)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no scene of %s for the arm %s".formatted(name, arm.name()))),
        arm,
        timestepS,
        Map.of());
  }

  /**
   * Loads a scene. The tool point is its site {@code tool}, the pads its geoms {@code pad_left} and
   * {@code pad_right}, the arm's joints and actuators are called as in the {@link ArmModel}, the
   * gripper's actuator {@code gripper}, its joints {@code finger_left} and {@code finger_right}
   * where they slide or {@code jaw} where it turns; cameras are {@code wrist} and {@code side}.
   *
   * @param mjcf the scene's file
   * @param timestepS physics step; must divide the control tick of 10 ms
   * @param tuned tunables of the task that are not as it has them, by their names
   * @throws org.e2hil.sim.mujoco.UnknownNameException if one of these is missing
   */
  public Scene(URL mjcf, ArmModel arm, double timestepS, Map<String, Double> tuned) {
    this.arm = arm;
    this.tuned = Map.copyOf(tuned);
    this.timestepS = timestepS;
    jaws = Jaws.of(arm);
    substeps = substeps(timestepS);
    model = SceneFiles.compile(mjcf, arm.name());
    model.parameters().timestepSeconds(timestepS);
    data = new Simulation(model);
    toolSite = model.site("tool");
    pads = new int[] {model.geom("pad_left"), model.geom("pad_right")};
    gripper = model.actuator("gripper");
    int n = arm.joints().size();
    positions = new int[n];
    speeds = new int[n];
    actuators = new int[n];
    for (int i = 0; i < n; i++) {
      String joint = arm.joints().get(i).name();
      positions[i] = model.jointQposAddress(model.joint(joint));
      speeds[i] = model.jointDofAddress(model.joint(joint));
      actuators[i] = model.actuator(joint);
    }
    fingers = fingers();
  }

  /** The file of one of the paper's tasks for this arm: {@code task/<arm>/<name>.xml}. */
  public static Optional<URL> find(String name, ArmModel arm) {
    return SceneFiles.find(name, arm.name());
  }

  private static int substeps(double timestepS) {
    double wanted = 1.0 / Robot.TICKS_PER_SECOND / timestepS;
    int whole = (int) Math.round(wanted);
    if (whole < 1 || Math.abs(wanted - whole) > 1e-9) {
      throw new IllegalArgumentException(
          "timestepS must divide the control tick of 0.01 s, as 0.005 and 0.002 do, but is "
              + timestepS);
    }
    return whole;
  }

  /** Addresses of the joints that the gripper moves: two sliding fingers, or one turning jaw. */
  private int[] fingers() {
    return arm.gripper().unit().equals("m")
        ? new int[] {
          model.jointQposAddress(model.joint("finger_left")),
          model.jointQposAddress(model.joint("finger_right"))
        }
        : new int[] {model.jointQposAddress(model.joint("jaw"))};
  }

  /** The arm in the scene. */
  public ArmModel arm() {
    return arm;
  }

  /** What a tunable of the task is here. */
  public double tuned(Tunable tunable) {
    return tuned.getOrDefault(tunable.name(), tunable.in(arm.name()));
  }

  /** How wide the gripper opens, and where it holds. */
  public Jaws jaws() {
    return jaws;
  }

  /** The model, which only this scene uses. */
  public MujocoModel model() {
    return model;
  }

  /** The state. */
  public Simulation data() {
    return data;
  }

  /** Physics steps in one control tick. */
  public int substeps() {
    return substeps;
  }

  /** Lets one control tick of 10 ms pass. */
  public void tick() {
    data.step(substeps);
  }

  /**
   * What this scene's cameras see with, made when first asked for, so that nobody who does not look
   * needs graphics. It belongs to the thread that asked.
   *
   * @throws org.e2hil.sim.mujoco.RenderingUnavailableException if there is none, saying what to
   *     install
   */
  public Renderer renderer() {
    if (renderer.isEmpty()) {
      renderer = Optional.of(new Renderer(model, PICTURE_PIXELS, PICTURE_PIXELS));
      unseenTextures.clear();
    }
    unseenTextures.forEach(renderer.get()::uploadTexture);
    unseenTextures.clear();
    return renderer.get();
  }

  /** Overwrites a texture, {@code [height, width, channels]}, for every picture from now on. */
  public void paint(int texture, byte[] pixels) {
    model.parameters().writeTexture(texture, pixels);
    unseenTextures.add(texture);
  }

  /**
   * Makes the model as it was compiled, but for textures. Where masses were changed, derive its
   * constants again with {@link Simulation#setConst()} before the next episode.
   */
  public void restoreModel() {
    model.parameters().restore();
    model.parameters().timestepSeconds(timestepS);
  }

  // ---- the arm

  /** Angle of one joint, rad. */
  public double jointRad(int joint) {
    return data.qpos().get(positions[joint]);
  }

  /** Speed of one joint, rad/s. */
  public double jointRadPerS(int joint) {
    return data.qvel().get(speeds[joint]);
  }

  /** Puts the arm at these angles, at rest, and lets its servos hold them. */
  public void poseArm(double[] jointsRad) {
    for (int i = 0; i < positions.length; i++) {
      data.qpos().set(positions[i], jointsRad[i]);
      data.qvel().set(speeds[i], 0);
      data.ctrl().set(actuators[i], jointsRad[i]);
    }
  }

  /** Asks one joint's servo for an angle, rad. */
  public void commandJoint(int joint, double angleRad) {
    data.ctrl().set(actuators[joint], angleRad);
  }

  /** Measured opening of the gripper as a share of its range. */
  public double opening() {
    return share(data.actuatorLength().get(gripper));
  }

  /** Asks the gripper's servo for an opening, as a share of its range. */
  public void commandGripper(double share) {
    data.ctrl().set(gripper, own(share));
  }

  /** Puts the gripper at an opening, at rest, and lets its servo hold it. */
  public void poseGripper(double share) {
    double own = own(share);
    for (int finger : fingers) {
      data.qpos().set(finger, own / fingers.length);
    }
    data.ctrl().set(gripper, own);
  }

  /** The gripper's own number for a share of its range. */
  public double own(double share) {
    ArmModel.Gripper g = arm.gripper();
    return g.closed() + share * (g.open() - g.closed());
  }

  /** The share of its range for the gripper's own number. */
  public double share(double own) {
    ArmModel.Gripper g = arm.gripper();
    return (own - g.closed()) / (g.open() - g.closed());
  }

  /** Where the tool point is along one axis, m. */
  public double toolM(int axis) {
    return data.siteXpos().get(toolSite, axis);
  }

  /** Where the tool point is, m. */
  public double[] toolM() {
    return row(toolM(0), toolM(1), toolM(2));
  }

  /** Where the tool point seems to be against the objects along one axis, m. */
  public double seenToolM(int axis) {
    return toolM(axis) + toolErrorM[axis];
  }

  /** Makes the tool point seem to be elsewhere along one axis, m, until this is said again. */
  public void misjudgeTool(int axis, double errorM) {
    toolErrorM[axis] = errorM;
  }

  /** One element of the tool's rotation matrix: column 0 is the direction of approach. */
  public double toolRotation(int row, int column) {
    return data.siteXmat().get(toolSite, 3 * row + column);
  }

  // ---- bodies

  /** Where a body is along one axis, m. */
  public double bodyM(int body, int axis) {
    return data.xpos().get(body, axis);
  }

  /** Where a body is, m. */
  public double[] bodyM(int body) {
    return row(bodyM(body, 0), bodyM(body, 1), bodyM(body, 2));
  }

  /** One element of a body's rotation matrix. */
  public double bodyRotation(int body, int row, int column) {
    return data.xmat().get(body, 3 * row + column);
  }

  /** Heading of a body's x axis about the vertical, rad in (−π, π]. */
  public double bodyYawRad(int body) {
    return Math.atan2(bodyRotation(body, 1, 0), bodyRotation(body, 0, 0));
  }

  /** Puts a free body somewhere, upright with a heading, at rest. */
  public void placeFree(int body, double xM, double yM, double zM, double yawRad) {
    placeFree(
        body,
        new double[] {xM, yM, zM},
        new double[] {Math.cos(yawRad / 2), 0, 0, Math.sin(yawRad / 2)});
  }

  /** Puts a free body somewhere, turned, at rest. */
  public void placeFree(int body, double[] positionM, double[] quaternion) {
    int joint = model.bodyFirstJoint(body);
    int q = model.jointQposAddress(joint);
    int v = model.jointDofAddress(joint);
    for (int i = 0; i < 3; i++) {
      data.qpos().set(q + i, positionM[i]);
    }
    for (int i = 0; i < 4; i++) {
      data.qpos().set(q + 3 + i, quaternion[i]);
    }
    for (int i = 0; i < 6; i++) {
      data.qvel().set(v + i, 0);
    }
  }

  /** Puts a mocap body, which nothing moves, somewhere, upright with a heading. */
  public void placeMocap(int mocap, double xM, double yM, double zM, double yawRad) {
    data.mocapPos().set(mocap, 0, xM);
    data.mocapPos().set(mocap, 1, yM);
    data.mocapPos().set(mocap, 2, zM);
    data.mocapQuat().set(mocap, 0, Math.cos(yawRad / 2));
    data.mocapQuat().set(mocap, 3, Math.sin(yawRad / 2));
  }

  /** Normal force of each of the two pads on a body and its children; the weaker one, N. */
  public double gripN(int body) {
    return Math.min(
        data.measure().touchForce(pads[0], body), data.measure().touchForce(pads[1], body));
  }

  /** Normal force of one pad, 0 or 1, on a body and its children, N. */
  public double padN(int pad, int body) {
    return data.measure().touchForce(pads[pad], body);
  }

  private static double[] row(double x, double y, double z) {
    return new double[] {x, y, z};
  }

  @Override
  public void close() {
    renderer.ifPresent(Renderer::close);
    renderer = Optional.empty();
    data.close();
    model.close();
  }
}
