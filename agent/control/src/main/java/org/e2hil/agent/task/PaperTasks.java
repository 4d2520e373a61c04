package org.e2hil.agent.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.robot.Workspace;

/**
 * The six tasks of the paper's Table V, in its order, and where the A1X and the SO-101 do them on a
 * table in front of them. A robot's things are to be laid out as the simulated ones are.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class PaperTasks {

  private static final double LEASH_M = 0.015;

  /** Longer than a step of 20 mm and the servos' lag, so that free motion does not strain it. */
  private static final double LEASH_OF_LONG_STEPS_M = 0.030;

  private static final double LEASH_OF_A_STROKE_M = 0.020;

  /** No task needs a tilt: see agent/docs/decisions/a-pose-box-turns-too.md. */
  private static final double TILT_RAD = 0;

  private static final double DOWN_RAD = Math.PI / 2;
  private static final double SLANTED_RAD = 0.75;

  /** The jaw of an SO-101 closes across what a gripper that is not turned closes along. */
  private static final double ACROSS_RAD = -Math.PI / 2;

  /** Find the banana among four fruits, grasp it and lift it. */
  public static final Task PICK_BANANA =
      new PaperTask(
          TaskSpec.of("pick-banana", "Pick Banana", "multi-object", 200)
              .withActionScale(new ActionScale(0.020, 0.08, 0.4))
              .withPaper(ActionScale.PAPER, 400),
          down(0.28, 0.17, box(0.17, -0.16, 0.005, 0.41, 0.16, 0.26), 0.8)
              .withLeash(LEASH_OF_LONG_STEPS_M),
          down(0.21, 0.08, box(0.12, -0.15, 0.005, 0.34, 0.15, 0.18), 0.8)
              .withLeash(LEASH_OF_LONG_STEPS_M)
              .withHand(ACROSS_RAD, 0.4));

  /** Put a slice of bread into a toaster, toast it and take it out. */
  public static final Task TOAST_BREAD =
      new PaperTask(
          TaskSpec.of("toast-bread", "Toast Bread", "long-horizon", 400)
              .withPaper(ActionScale.PAPER, 1000),
          down(0.26, 0.25, box(0.14, -0.28, 0.0, 0.48, 0.16, 0.30), 0.4),
          down(0.20, 0.08, box(0.11, -0.16, 0.0, 0.31, 0.13, 0.14), 0.4).withHand(0, 0.2));

  /** Raise the lever of a toaster, so that the bread comes up. */
  public static final Task OPEN_TOASTER =
      new PaperTask(
          TaskSpec.of("open-toaster", "Open Toaster", "contact-rich", 150)
              .withPaper(new ActionScale(0.005, 0, 0), 500),
          slanted(0.24, 0.05, 0.17, box(0.15, -0.12, 0.03, 0.50, 0.17, 0.28)),
          slanted(0.18, 0.06, 0.13, box(0.14, -0.10, 0.01, 0.35, 0.12, 0.20)));

  /** Put a block that the gripper holds into a slot. */
  public static final Task BLOCK_INSERTION =
      new PaperTask(
          TaskSpec.of("block-insertion", "Block Insertion", "contact-rich", 200)
              .withPaper(new ActionScale(0.003, 0, 0), 500),
          down(0.27, 0.17, box(0.20, -0.10, 0.0, 0.38, 0.10, 0.22), 0.35),
          down(0.20, 0.08, box(0.12, -0.10, 0.0, 0.30, 0.10, 0.12), 0.35).withHand(ACROSS_RAD, 1));

  /** Wipe a line of ink off a board. */
  public static final Task WIPE_WHITEBOARD =
      new PaperTask(
          TaskSpec.of("wipe-whiteboard", "Wipe Whiteboard", "contact-rich", 250)
              .withPaper(new ActionScale(0.005, 0, 0), 500),
          down(0.27, 0.12, box(0.14, -0.20, 0.0, 0.46, 0.20, 0.20), 0.5)
              .withLeash(LEASH_OF_A_STROKE_M),
          down(0.21, 0.075, box(0.12, -0.15, 0.0, 0.32, 0.15, 0.12), 0.5)
              .withLeash(LEASH_OF_A_STROKE_M));

  /** Fold a towel in half. */
  public static final Task FOLD_TOWEL =
      new PaperTask(
          TaskSpec.of("fold-towel", "Fold Towel", "non-rigid", 300),
          down(0.27, 0.14, box(0.12, -0.20, 0.0, 0.46, 0.20, 0.22), 0.4),
          down(0.22, 0.08, box(0.12, -0.14, 0.0, 0.33, 0.14, 0.12), 0.4).withHand(0, 0.4));

  private static final List<Task> ALL =
      List.of(PICK_BANANA, TOAST_BREAD, OPEN_TOASTER, BLOCK_INSERTION, WIPE_WHITEBOARD, FOLD_TOWEL);

  private PaperTasks() {}

  /** All six. */
  public static List<Task> all() {
    return ALL;
  }

  /** A row of the table. */
  private record PaperTask(TaskSpec spec, Map<String, TaskSetup> byArm) implements Task {

    PaperTask(TaskSpec spec, TaskSetup a1x, TaskSetup so101) {
      this(spec, Map.of("a1x", a1x, "so101", so101));
    }

    @Override
    public Optional<TaskSetup> taskSetup(ArmModel arm) {
      return Optional.ofNullable(byArm.get(arm.name()));
    }
  }

  private static Workspace box(
      double lowXM, double lowYM, double lowZM, double highXM, double highYM, double highZM) {
    return new Workspace(lowXM, lowYM, lowZM, highXM, highYM, highZM);
  }

  private static TaskSetup down(double xM, double zM, Workspace box, double yawRad) {
    return new TaskSetup(xM, 0, zM, DOWN_RAD, 0, 1, box, LEASH_M, TILT_RAD, yawRad);
  }

  private static TaskSetup slanted(double xM, double yM, double zM, Workspace box) {
    return new TaskSetup(xM, yM, zM, SLANTED_RAD, 0, 0, box, LEASH_M, TILT_RAD, 0.3);
  }
}
