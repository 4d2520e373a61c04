package org.e2hil.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.task.TaskSpec;
import org.e2hil.sim.expert.BlockInsertionExpert;
import org.e2hil.sim.expert.FoldTowelExpert;
import org.e2hil.sim.expert.Hand;
import org.e2hil.sim.expert.OpenToasterExpert;
import org.e2hil.sim.expert.PickBananaExpert;
import org.e2hil.sim.expert.ToastBreadExpert;
import org.e2hil.sim.expert.WipeWhiteboardExpert;
import org.e2hil.sim.scene.Scene;
import org.e2hil.sim.task.BlockInsertion;
import org.e2hil.sim.task.FoldTowel;
import org.e2hil.sim.task.OpenToaster;
import org.e2hil.sim.task.PickBanana;
import org.e2hil.sim.task.SimulatedTask;
import org.e2hil.sim.task.ToastBread;
import org.e2hil.sim.task.WipeWhiteboard;

/**
 * The list of simulated tasks: a new one is a class, a scene of the same name for each arm that can
 * do it, and a line here.
 */
public final class SimulatedTasks {

  private static final List<Entry<?>> ALL =
      List.of(
          new Entry<>(PickBanana.SPEC, PickBanana::new, PickBananaExpert::new),
          new Entry<>(ToastBread.SPEC, ToastBread::new, ToastBreadExpert::new),
          new Entry<>(OpenToaster.SPEC, OpenToaster::new, OpenToasterExpert::new),
          new Entry<>(BlockInsertion.SPEC, BlockInsertion::new, BlockInsertionExpert::new),
          new Entry<>(WipeWhiteboard.SPEC, WipeWhiteboard::new, WipeWhiteboardExpert::new),
          new Entry<>(FoldTowel.SPEC, FoldTowel::new, FoldTowelExpert::new));

  private SimulatedTasks() {}

  /** All tasks, in the order of Table V. */
  public static List<TaskSpec> specs() {
    return ALL.stream().<TaskSpec>map(Entry::spec).toList();
  }

  /** The tasks that an arm can do: those with a scene for it. */
  public static List<TaskSpec> specs(ArmModel arm) {
    return specs().stream().filter(spec -> Scene.exists(spec.name(), arm)).toList();
  }

  static Optional<Entry<?>> find(String name, ArmModel arm) {
    return ALL.stream()
        .filter(entry -> entry.spec().name().equals(name) && Scene.exists(name, arm))
        .findFirst();
  }

  /**
   * A task and how it is made.
   *
   * @param <T> its class
   */
  record Entry<T extends SimulatedTask>(
      TaskSpec spec, Function<Scene, T> task, BiFunction<T, Hand, Expert> expert) {}
}
