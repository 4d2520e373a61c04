package org.e2hil.sim.expert;

import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.OpenToaster;
import org.e2hil.sim.task.PerArm;
import org.e2hil.sim.task.Toaster;

/** Goes before the button with closed fingers, presses it in and backs off. */
public final class OpenToasterExpert extends ScriptedExpert {

  /**
   * What presses of the closed, slanted finger tips.
   *
   * @param beyondM how far it is beyond the tool point
   * @param aboveM how far it is from there along the tool's z axis: an upper edge
   */
  private record Tips(double beyondM, double aboveM) {}

  private static final PerArm<Tips> TIPS = PerArm.of(new Tips(0.007, 0), new Tips(0.0049, 0.008));

  /** How far the button's face is before its middle, m. */
  private static final double FACE_M = 0.016;

  private static final double BEFORE_M = 0.025;
  private static final double PRESS_STEP_M = 0.005;

  /** How far the goal may run ahead into the button: about 30 N, m. */
  private static final double PRESS_M = 0.010;

  private static final double BACK_M = 0.010;

  private final OpenToaster task;
  private final Tips tips;

  /** An expert of this task. */
  public OpenToasterExpert(OpenToaster task, Hand hand) {
    super(hand);
    this.task = task;
    tips = TIPS.in(hand.scene());
  }

  @Override
  Script plan() {
    Toaster toaster = task.toaster();
    Script script = new Script();
    if (task.isOpen()) {
      return script.then(hand().stay(4));
    }
    if (toaster.isLatched() && !toaster.isArmed()) {
      script
          .then(hand().grip(0, 0))
          .then(
              hand()
                  .reach(() -> beforeFace(BEFORE_M))
                  .bringing(this::tips)
                  .turned(hand().pointing(OpenToaster.PITCH_RAD, 0))
                  .within(0.006, 0.05)
                  .atMost(50))
          .then(hand().repeat(25, () -> !toaster.isArmed(), this::press));
    }
    return script
        .then(hand().repeat(8, () -> !task.isOpen(), () -> Motion.move(-BACK_M, 0, 0)))
        .then(hand().stay(4));
  }

  private Motion press() {
    double[] face = beforeFace(0);
    double[] tips = tips();
    return Motion.move(
        hand().lagM(0) < PRESS_M ? PRESS_STEP_M : 0,
        0.6 * (face[1] - tips[1] - hand().lagM(1)),
        0.6 * (face[2] - tips[2] - hand().lagM(2)));
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
        Hand.length(new double[] {face[0] - tips[0], face[1] - tips[1], face[2] - tips[2]});
    return 0.8 * Math.max(0, 1 - far / 0.3);
  }
}
