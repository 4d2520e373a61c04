package org.e2hil.sim.task;

import java.util.List;
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

  /** In the frame of the body {@code gripper} of each arm. */
  private static final PerArm<Fingertips> FINGERTIPS =
      PerArm.of(
          new Fingertips(List.of(0.035, 0.0, 0.0), List.of(0.013, 0.013, 0.014), 0, 1),
          new Fingertips(List.of(-0.0035, 0.0, -0.102), List.of(0.010, 0.010, 0.010), 2, 0));

  /** How much of its way off the middle a particle keeps: the fingers centre it. */
  private static final double OFF_MIDDLE_KEPT = 0.3;

  private static final int NOTHING = -1;

  private final Scene scene;
  private final Fingertips tips;
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
    tips = FINGERTIPS.in(scene);
    this.particles = particles.clone();
    gripper = scene.model().body("gripper");
    servo = scene.model().actuatorControlAddress(scene.model().actuator("gripper"));
    constraint = new int[] {scene.model().equality("pinch")};
    ModelParameters parameters = scene.model().parameters();
    unusedParticle = parameters.equalityPartner(constraint[0]);
    unusedAnchors = new double[parameters.eqData().width()];
    parameters.eqData().readRow(constraint[0], unusedAnchors, 0);
  }

  /** Opens it and leaves the model as it was compiled, so that no episode hangs on the last. */
  void reset() {
    ModelParameters parameters = scene.model().parameters();
    parameters.equalityPartner(constraint[0], unusedParticle);
    parameters.eqData().writeRow(constraint[0], unusedAnchors);
    release();
    slipped = false;
  }

  /** Looks at fingers and cloth, every control tick. */
  void tick() {
    double openingM = scene.jaws().widthM(scene.opening());
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
    return scene.data().measure().equalityForce(constraint);
  }

  private boolean isClosing() {
    double asked = scene.share(scene.data().ctrl().get(servo));
    return scene.jaws().widthM(asked) < CLOSING_BELOW_M;
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
        double far =
            asideM((tips.approach() + 1) % 3)
                + asideM((tips.approach() + 2) % 3)
                - 2 * scene.bodyM(particle, 2);
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
      if (asideM(axis) > tips.halfM().get(axis)) {
        return false;
      }
    }
    return true;
  }

  /** How far the particle that was looked at last is from the middle of the fingertips. */
  private double asideM(int axis) {
    return Math.abs(inFingers[axis] - tips.middleM().get(axis));
  }

  private void hold() {
    isBetweenFingers(held);
    ModelParameters parameters = scene.model().parameters();
    parameters.equalityPartner(constraint[0], held);
    for (int axis = 0; axis < 3; axis++) {
      double middle = tips.middleM().get(axis);
      double kept = axis == tips.across() ? OFF_MIDDLE_KEPT : 1;
      double anchor = middle + (inFingers[axis] - middle) * kept;
      parameters.eqData().set(constraint[0], axis, anchor);
      parameters.eqData().set(constraint[0], 3 + axis, 0);
    }
    scene.data().equalityActive(constraint[0], true);
  }

  /**
   * The space between the tips of closed fingers.
   *
   * @param middleM its middle
   * @param halfM half its size, which is what a particle is caught in
   * @param approach axis along the fingers
   * @param across axis from pad to pad
   */
  private record Fingertips(List<Double> middleM, List<Double> halfM, int approach, int across) {}
}
