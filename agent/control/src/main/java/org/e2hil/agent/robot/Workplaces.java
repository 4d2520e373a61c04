package org.e2hil.agent.robot;

import java.util.Map;
import java.util.Optional;

/**
 * Where the arms do the tasks of Table V on a table in front of them: the same numbers in
 * simulation and on a robot, whose things are to be laid out accordingly.
 */
public final class Workplaces {

  private static final double LEASH_M = 0.015;
  private static final double TILT_RAD = 0.15;
  private static final double DOWN_RAD = Math.PI / 2;
  private static final double SLANTED_RAD = 0.75;

  /** The jaw of an SO-101 closes across what a gripper that is not turned closes along. */
  private static final double ACROSS_RAD = -Math.PI / 2;

  private static final Map<String, Map<String, Workplace>> BY_ARM =
      Map.of("a1x", ofA1x(), "so101", ofSo101());

  private Workplaces() {}

  /** Of this task for this arm, if it has ever been laid out. */
  public static Optional<Workplace> find(ArmModel arm, String task) {
    return Optional.ofNullable(BY_ARM.getOrDefault(arm.name(), Map.of()).get(task));
  }

  private static Map<String, Workplace> ofA1x() {
    return Map.of(
        "pick-banana",
        down(0.28, 0.17, box(0.17, -0.16, 0.005, 0.41, 0.16, 0.26), 0.8).withLeash(0.030),
        "toast-bread",
        down(0.26, 0.25, box(0.14, -0.28, 0.0, 0.48, 0.16, 0.30), 0.4),
        "open-toaster",
        slanted(0.24, 0.05, 0.17, box(0.15, -0.12, 0.03, 0.50, 0.17, 0.28)),
        "block-insertion",
        down(0.27, 0.17, box(0.20, -0.10, 0.0, 0.38, 0.10, 0.22), 0.35),
        "wipe-whiteboard",
        down(0.27, 0.12, box(0.14, -0.20, 0.0, 0.46, 0.20, 0.20), 0.5).withLeash(0.020),
        "fold-towel",
        down(0.27, 0.14, box(0.12, -0.20, 0.0, 0.46, 0.20, 0.22), 0.4));
  }

  private static Map<String, Workplace> ofSo101() {
    return Map.of(
        "pick-banana",
        down(0.21, 0.08, box(0.12, -0.15, 0.005, 0.34, 0.15, 0.18), 0.8)
            .withLeash(0.030)
            .withHand(ACROSS_RAD, 0.4),
        "toast-bread",
        down(0.20, 0.08, box(0.11, -0.16, 0.0, 0.31, 0.13, 0.14), 0.4).withHand(0, 0.2),
        "open-toaster",
        slanted(0.18, 0.06, 0.13, box(0.14, -0.10, 0.01, 0.35, 0.12, 0.20)),
        "block-insertion",
        down(0.20, 0.08, box(0.12, -0.10, 0.0, 0.30, 0.10, 0.12), 0.35).withHand(ACROSS_RAD, 1),
        "wipe-whiteboard",
        down(0.21, 0.075, box(0.12, -0.15, 0.0, 0.32, 0.15, 0.12), 0.5).withLeash(0.020),
        "fold-towel",
        down(0.22, 0.08, box(0.12, -0.14, 0.0, 0.33, 0.14, 0.12), 0.4).withHand(0, 0.4));
  }

  private static Workspace box(
      double lowXM, double lowYM, double lowZM, double highXM, double highYM, double highZM) {
    return new Workspace(lowXM, lowYM, lowZM, highXM, highYM, highZM);
  }

  private static Workplace down(double xM, double zM, Workspace box, double yawRad) {
    return new Workplace(xM, 0, zM, DOWN_RAD, 0, 1, box, LEASH_M, TILT_RAD, yawRad);
  }

  private static Workplace slanted(double xM, double yM, double zM, Workspace box) {
    return new Workplace(xM, yM, zM, SLANTED_RAD, 0, 0, box, LEASH_M, TILT_RAD, 0.3);
  }
}
