package org.e2hil.agent.robot;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.e2hil.agent.env.EnvironmentFaultException;

/**
 * How far the leash has taken the goal along without an action having asked for it. The leash pulls
 * the goal toward the measured tool. A contact makes it take back what actions gave; but where a
 * joint's measurement is wrong, the goal follows it, the arm follows the goal, the measurement runs
 * ahead again, and the arm would go to its limits. One thread; nothing is allocated.
 */
final class LeashWatch {

  private static final double FARTHEST_M = 0.1;
  private static final double FARTHEST_RAD = 0.8;
  // each control period: small errors over a long episode do not add up
  private static final double FADING = 0.005;
  private static final double FORGETTING = 0.05;

  private final ArmModel arm;
  private final Consumer<String> stop;
  private final Course position;
  private final Course turn;
  // how far each joint has lately been measured from where it was sent, beyond what it sagged
  // first: those that chase a wrong one lag behind only in the end
  private final double[] lately;
  private final double[] sagRad;
  private boolean begun;
  private final double[] vector = new double[3];
  private final double[] away = new double[3];

  LeashWatch(ArmModel arm, ControllerConfig config, Consumer<String> stop) {
    this.arm = arm;
    this.stop = stop;
    lately = new double[arm.joints().size()];
    sagRad = new double[lately.length];
    position = new Course(config.leashM());
    turn = new Course(config.leashRad());
  }

  /** In one kind of motion, m or rad about fixed axes. */
  private static final class Course {

    private final double leash;
    private final double[] given = new double[3];
    private final double[] unasked = new double[3];

    Course(double leash) {
      this.leash = leash;
    }

    void begin() {
      Arrays.fill(given, 0);
      Arrays.fill(unasked, 0);
    }

    /** What an action gives. The goal is never farther ahead than the leash is long. */
    void give(double[] step) {
      for (int i = 0; i < 3; i++) {
        given[i] += step[i];
      }
      double length = length(given);
      scale(given, length > 2 * leash ? 2 * leash / length : 1);
    }

    /**
     * What the leash takes.
     *
     * @param pull how it moved the goal
     * @param away from where the joints were sent to where they were measured
     */
    void take(double[] pull, double[] away) {
      double ahead = length(given);
      double back = ahead > 0 ? Math.min(ahead, -dot(pull, given) / ahead) : 0;
      for (int i = 0; i < 3 && back > 0; i++) {
        double share = given[i] * back / ahead;
        pull[i] += share;
        given[i] -= share;
      }
      double far = length(away);
      // else the joints are where they were sent, and the goal was out of their reach
      double along = far >= leash / 2 ? Math.max(0, dot(pull, away) / far) : 0;
      for (int i = 0; i < 3; i++) {
        unasked[i] = (1 - FADING) * unasked[i] + (along > 0 ? away[i] * along / far : 0);
      }
    }

    double unasked() {
      return length(unasked);
    }

    private static double dot(double[] one, double[] other) {
      return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
    }

    private static double length(double[] one) {
      return Math.sqrt(dot(one, one));
    }

    private static void scale(double[] one, double by) {
      for (int i = 0; i < 3; i++) {
        one[i] *= by;
      }
    }
  }

  /** The arm stands, and nothing is known against it. */
  void begin() {
    position.begin();
    turn.begin();
    Arrays.fill(lately, 0);
    begun = false;
  }

  /** An action has moved the goal, m, and turned it, rad. */
  void moved(double[] stepM, double[] stepRad) {
    position.give(stepM);
    turn.give(stepRad);
  }

  /**
   * The leash has been applied.
   *
   * @param before the goal before it
   * @param after the goal after it
   * @param sent where the tool was sent
   * @param measured where the tool was measured
   */
  void leashed(ToolPose before, ToolPose after, ToolPose sent, ToolPose measured) {
    for (int i = 0; i < 3; i++) {
      vector[i] = after.position[i] - before.position[i];
      away[i] = measured.position[i] - sent.position[i];
    }
    position.take(vector, away);
    Rotation.vectorBetween(before.quaternion, after.quaternion, vector);
    Rotation.vectorBetween(sent.quaternion, measured.quaternion, away);
    turn.take(vector, away);
  }

  /**
   * Refuses to go on where a measurement leads the arm.
   *
   * @param sentRad {@code [joint]}
   * @param measuredRad {@code [joint]}
   * @throws EnvironmentFaultException naming the joint that went astray
   */
  void check(double[] sentRad, double[] measuredRad) {
    int worst = 0;
    double worstRad = 0;
    for (int i = 0; i < lately.length; i++) {
      double apartRad = measuredRad[i] - sentRad[i];
      sagRad[i] = begun ? sagRad[i] : apartRad;
      lately[i] = (1 - FORGETTING) * lately[i] + apartRad - sagRad[i];
      double far = Math.abs(lately[i]) / arm.joints().get(i).perRad();
      worst = far > worstRad ? i : worst;
      worstRad = Math.max(worstRad, far);
    }
    begun = true;
    if (position.unasked() <= FARTHEST_M && turn.unasked() <= FARTHEST_RAD) {
      return;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%s tells %.2f %s, was sent to %.2f %s, and takes the arm along without an action"
                + " having asked for it: its measurement is wrong, or somebody pushes the arm;"
                + " look at it, and check its encoder and its calibration",
            arm.joints().get(worst).name(),
            measuredRad[worst],
            arm.joints().get(worst).unit(),
            sentRad[worst],
            arm.joints().get(worst).unit());
    stop.accept(reason);
    throw new EnvironmentFaultException(reason);
  }
}
