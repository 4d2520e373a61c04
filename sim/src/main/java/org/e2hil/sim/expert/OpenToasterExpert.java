package org.e2hil.sim.expert;

import org.apiguardian.api.API;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.OpenToaster;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.Toaster;

/**
 * Brings closed fingers before the button as through a funnel, presses it in and backs off. It
 * remembers nothing.
 */
@API(status = API.Status.INTERNAL)
public final class OpenToasterExpert extends ScriptedExpert {

  /**
   * What presses of the closed, slanted finger tips.
   *
   * @param beyondM how far it is beyond the tool point
   * @param aboveM how far it is from there along the tool's z axis: an upper edge
   */
  private record Tips(double beyondM, double aboveM) {}

  private static final PerArm<Tips> TIPS = PerArm.of(new Tips(0.007, 0), new Tips(0.0049, 0.008));

  /** Share of what is missing that a step makes up for. */
  private static final double GAIN = 0.6;

  /** How far the button's face is before its middle, m. */
  private static final double FACE_M = 0.016;

  /** How far before the face the tips stay while they are not in line with the button, m. */
  private static final double BEFORE_M = 0.025;

  /** How far aside of the button's middle the tips may press, m. */
  private static final double BESIDE_M = 0.004;

  /** How much farther the tips stay before the face for each metre that they are aside. */
  private static final double FUNNEL = 3;

  private static final double PRESS_STEP_M = 0.005;

  /** How far the goal may run ahead into the button: about 30 N, m. */
  private static final double PRESS_M = 0.010;

  private static final double BACK_M = 0.010;

  private final OpenToaster task;
  private final Tips tips;
  private final double[] pointing;

  /** An expert of this task. */
  public OpenToasterExpert(OpenToaster task, Demonstrator hand) {
    super(hand);
    this.task = task;
    tips = TIPS.in(hand.scene());
    pointing = hand.pointing(task.pitchRad(), 0);
  }

  @Override
  protected Motion motion() {
    if (task.isOpen()) {
      return Motion.stay();
    }
    Toaster toaster = task.toaster();
    return toaster.isLatched() && !toaster.isArmed() ? press() : backOff();
  }

  private static Motion backOff() {
    return new Motion(new double[] {-BACK_M, 0, 0}, new double[3], 0);
  }

  /** What the goal already runs ahead will still come. */
  private Motion press() {
    double[] face = beforeFace(0);
    double[] tips = tips();
    double[] missing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      missing[axis] = face[axis] - tips[axis];
    }
    double aside = Math.hypot(missing[1], missing[2]) - BESIDE_M;
    double before = Demonstrator.clip(FUNNEL * aside, 0, BEFORE_M);
    double ahead =
        aside < 0 && missing[0] < BEFORE_M
            ? Demonstrator.clip(PRESS_M - hand().lagM(0), 0, PRESS_STEP_M)
            : GAIN * (missing[0] - before - hand().lagM(0));
    double[] turn = hand().turnTo(pointing);
    for (int axis = 0; axis < 3; axis++) {
      turn[axis] *= GAIN;
    }
    double[] move = {
      ahead, GAIN * (missing[1] - hand().lagM(1)), GAIN * (missing[2] - hand().lagM(2))
    };
    return new Motion(hand().step(move), turn, hand().gripToward(0));
  }

  private double[] tips() {
    Scene scene = hand().scene();
    double[] place = scene.toolM();
    for (int axis = 0; axis < 3; axis++) {
      place[axis] +=
          tips.beyondM() * scene.toolRotation(axis, 0)
              + tips.aboveM() * scene.toolRotation(axis, 2);
    }
    return place;
  }

  private double[] beforeFace(double metres) {
    Toaster toaster = task.toaster();
    return new double[] {
      toaster.buttonM(0) - FACE_M - metres, toaster.buttonM(1), toaster.buttonM(2)
    };
  }

  @Override
  public double progress() {
    Toaster toaster = task.toaster();
    if (!toaster.isLatched()) {
      return 1;
    }
    if (toaster.isArmed()) {
      return 0.9;
    }
    double[] face = beforeFace(0);
    double[] tips = tips();
    double far =
        Demonstrator.length(new double[] {face[0] - tips[0], face[1] - tips[1], face[2] - tips[2]});
    return 0.8 * Math.max(0, 1 - far / 0.3);
  }
}
