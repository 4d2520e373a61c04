package org.e2hil.sim.task;

import org.e2hil.sim.mujoco.ModelParameters;
import org.e2hil.sim.mujoco.Simulation;
import org.e2hil.sim.scene.Scene;

/**
 * Fingers that hold cloth by one particle: a {@code connect} constraint that is led to the particle
 * between closing fingers, and let go when they open or the cloth pulls too hard. It stands for
 * what friction does between real fingers and real cloth, which spheres on springs cannot show: a
 * pinch by friction alone holds or slips by chance. No allocation while it runs. One thread.
 */
final class Pinch {

  /** What two rubber pads at a few newton hold of a thin towel, N. */
  static final double SLIP_N = 6;

  private static final double CLOSING_BELOW_M = 0.005;
  private static final double CATCHES_BELOW_M = 0.012;
  private static final double RELEASES_ABOVE_M = 0.018;
  private static final double READY_ABOVE_M = 0.020;

  /** The middle of the fingertips in the gripper's frame, and half the space that they catch in. */
  private static final double[] FINGERTIPS_M = {0.035, 0, 0};

  private static final double[] CATCH_M = {0.013, 0.013, 0.014};

  /** How much of its way off the middle a particle keeps: the fingers centre it. */
  private static final double OFF_MIDDLE_KEPT = 0.3;

  private static final int NOTHING = -1;

  private final Scene scene;
  private final int[] particles;
  private final int gripper;
  private final int servo;
  private final int[] constraint;
  private final int unusedParticle;
  private final double[] unusedAnchors;
  private final double[] inFingers = new double[3];
  private int held = NOTHING;
  private boolean slipped;

  /**
   * A pinch that is open.
   *
   * @param particles bodies that can be held
   */
  Pinch(Scene scene, int[] particles) {
    this.scene = scene;
    this.particles = particles.clone();
    gripper = scene.model().body("gripper");
    servo = scene.model().actuatorControlAddress(scene.model().actuator("gripper"));
    constraint = new int[] {scene.model().equality("pinch")};
    ModelParameters parameters = scene.model().parameters();
    unusedParticle = parameters.eqObj2id().get(constraint[0]);
    unusedAnchors = new double[parameters.eqData().width()];
    parameters.eqData().readRow(constraint[0], unusedAnchors, 0);
  }

  /** Opens it and leaves the model as it was compiled, so that no episode hangs on the last. */
  void reset() {
    ModelParameters parameters = scene.model().parameters();
    parameters.eqObj2id().set(constraint[0], unusedParticle);
    parameters.eqData().writeRow(constraint[0], unusedAnchors);
    release();
    slipped = false;
  }

  /** Looks at fingers and cloth, every control tick. */
  void tick() {
    double openingM = scene.own(scene.opening());
    if (openingM > READY_ABOVE_M) {
      slipped = false;
    }
    if (isHolding()) {
      slipped = forceN() > SLIP_N;
      if (slipped || openingM > RELEASES_ABOVE_M) {
        release();
      }
    } else if (!slipped && openingM < CATCHES_BELOW_M && isClosing()) {
      catchTopmost();
    }
  }

  /** True while a particle is held. */
  boolean isHolding() {
    return held != NOTHING;
  }

  /** True from a slip until the fingers have opened: cloth that slipped out is not caught again. */
  boolean hasSlipped() {
    return slipped;
  }

  /** What the cloth pulls at the fingers, N. */
  double forceN() {
    return scene.data().equalityForce(constraint);
  }

  private boolean isClosing() {
    return scene.data().ctrl().get(servo) < CLOSING_BELOW_M;
  }

  private void release() {
    held = NOTHING;
    scene.data().equalityActive(constraint[0], false);
  }

  /** Catches the particle nearest to the middle; of two layers, the upper one. */
  private void catchTopmost() {
    double best = Double.POSITIVE_INFINITY;
    for (int particle : particles) {
      if (isBetweenFingers(particle)) {
        double far = Math.abs(inFingers[1]) + Math.abs(inFingers[2]) - 2 * scene.bodyM(particle, 2);
        if (far < best) {
          best = far;
          held = particle;
        }
      }
    }
    if (isHolding()) {
      hold();
    }
  }

  private boolean isBetweenFingers(int particle) {
    Simulation data = scene.data();
    double x = data.xpos().get(particle, 0) - data.xpos().get(gripper, 0);
    double y = data.xpos().get(particle, 1) - data.xpos().get(gripper, 1);
    double z = data.xpos().get(particle, 2) - data.xpos().get(gripper, 2);
    for (int axis = 0; axis < 3; axis++) {
      inFingers[axis] =
          scene.bodyRotation(gripper, 0, axis) * x
              + scene.bodyRotation(gripper, 1, axis) * y
              + scene.bodyRotation(gripper, 2, axis) * z;
      if (Math.abs(inFingers[axis] - FINGERTIPS_M[axis]) > CATCH_M[axis]) {
        return false;
      }
    }
    return true;
  }

  private void hold() {
    isBetweenFingers(held);
    ModelParameters parameters = scene.model().parameters();
    parameters.eqObj2id().set(constraint[0], held);
    for (int axis = 0; axis < 3; axis++) {
      double anchor = inFingers[axis] * (axis == 1 ? OFF_MIDDLE_KEPT : 1);
      parameters.eqData().set(constraint[0], axis, anchor);
      parameters.eqData().set(constraint[0], 3 + axis, 0);
    }
    scene.data().equalityActive(constraint[0], true);
  }
}
