package org.e2hil.agent.task;

import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.ActionScale;

/** The six tasks of the paper's Table V, in its order: the same rows for every robot. */
public final class TableV {

  /** Find the banana among four fruits, grasp it and lift it. */
  public static final TaskSpec PICK_BANANA =
      TaskSpec.tableV("pick-banana", "Pick Banana", "multi-object", 200)
          .withActionScale(new ActionScale(0.020, 0.08, 0.4))
          .withReal(ActionScale.AS_REAL, 400);

  /** Put a slice of bread into a toaster, toast it and take it out. */
  public static final TaskSpec TOAST_BREAD =
      TaskSpec.tableV("toast-bread", "Toast Bread", "long-horizon", 400)
          .withReal(ActionScale.AS_REAL, 1000);

  /** Raise the lever of a toaster, so that the bread comes up. */
  public static final TaskSpec OPEN_TOASTER =
      TaskSpec.tableV("open-toaster", "Open Toaster", "contact-rich", 150)
          .withReal(new ActionScale(0.005, 0, 0), 500);

  /** Put a block that the gripper holds into a slot. */
  public static final TaskSpec BLOCK_INSERTION =
      TaskSpec.tableV("block-insertion", "Block Insertion", "contact-rich", 200)
          .withReal(new ActionScale(0.003, 0, 0), 500);

  /** Wipe a line of ink off a board. */
  public static final TaskSpec WIPE_WHITEBOARD =
      TaskSpec.tableV("wipe-whiteboard", "Wipe Whiteboard", "contact-rich", 250)
          .withReal(new ActionScale(0.005, 0, 0), 500);

  /** Fold a towel in half. */
  public static final TaskSpec FOLD_TOWEL =
      TaskSpec.tableV("fold-towel", "Fold Towel", "non-rigid", 300);

  private static final List<TaskSpec> ALL =
      List.of(PICK_BANANA, TOAST_BREAD, OPEN_TOASTER, BLOCK_INSERTION, WIPE_WHITEBOARD, FOLD_TOWEL);

  private TableV() {}

  /** All six. */
  public static List<TaskSpec> all() {
    return ALL;
  }

  /** The task of this name. */
  public static Optional<TaskSpec> find(String name) {
    return ALL.stream().filter(task -> task.name().equals(name)).findFirst();
  }
}
