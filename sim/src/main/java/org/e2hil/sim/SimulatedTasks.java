package org.e2hil.sim;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Tunable;
import org.e2hil.agent.robot.ArmModel;
import org.e2hil.agent.robot.TaskSpec;
import org.e2hil.agent.task.PaperTasks;
import org.e2hil.agent.task.Task;
import org.e2hil.agent.task.TaskSetup;
import org.e2hil.agent.task.Tasks;
import org.e2hil.sim.expert.BlockInsertionExpert;
import org.e2hil.sim.expert.Demonstrator;
import org.e2hil.sim.expert.FoldTowelExpert;
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

/** The simulated tasks: the paper's, and those of other jars ({@link SimulatedTaskProvider}). */
@API(status = API.Status.INTERNAL)
public final class SimulatedTasks {

  private static final List<SimulatedTaskProvider<?>> PAPER =
      List.of(
          new PaperTask<>(
              PaperTasks.PICK_BANANA, PickBanana.TUNABLES, PickBanana::new, PickBananaExpert::new),
          new PaperTask<>(
              PaperTasks.TOAST_BREAD, ToastBread.TUNABLES, ToastBread::new, ToastBreadExpert::new),
          new PaperTask<>(
              PaperTasks.OPEN_TOASTER,
              OpenToaster.TUNABLES,
              OpenToaster::new,
              OpenToasterExpert::new),
          new PaperTask<>(
              PaperTasks.BLOCK_INSERTION,
              BlockInsertion.TUNABLES,
              BlockInsertion::new,
              BlockInsertionExpert::new),
          new PaperTask<>(
              PaperTasks.WIPE_WHITEBOARD,
              WipeWhiteboard.TUNABLES,
              WipeWhiteboard::new,
              WipeWhiteboardExpert::new),
          new PaperTask<>(
              PaperTasks.FOLD_TOWEL, FoldTowel.TUNABLES, FoldTowel::new, FoldTowelExpert::new));

  private SimulatedTasks() {}

  private static Stream<SimulatedTaskProvider<?>> all() {
    return Stream.concat(
        PAPER.stream(),
        Tasks.all().stream()
            .filter(SimulatedTaskProvider.class::isInstance)
            .<SimulatedTaskProvider<?>>map(task -> (SimulatedTaskProvider<?>) task));
  }

  /** All tasks, in the order of Table V. */
  public static List<TaskSpec> specs() {
    return all().<TaskSpec>map(Task::spec).toList();
  }

  /** The names of the tasks that an arm can do: those with a scene and a set-up for it. */
  public static List<String> names(ArmModel arm) {
    return all().filter(task -> suits(task, arm)).map(task -> task.spec().name()).toList();
  }

  /** The tunables of a task with the defaults of an arm; none of a task that it cannot do. */
  public static List<Tunable> tunables(String name, ArmModel arm) {
    return find(name, arm).stream()
        .flatMap(task -> task.tunables().stream())
        .map(tunable -> tunable.only(arm.name()))
        .toList();
  }

  static Optional<SimulatedTaskProvider<?>> find(String name, ArmModel arm) {
    return all().filter(task -> task.spec().name().equals(name) && suits(task, arm)).findFirst();
  }

  private static boolean suits(SimulatedTaskProvider<?> task, ArmModel arm) {
    return task.taskSetup(arm).isPresent() && task.scene(arm).isPresent();
  }

  /**
   * One of the paper's.
   *
   * @param <T> its class
   */
  private record PaperTask<T extends SimulatedTask>(
      Task task,
      List<Tunable> tunables,
      Function<Scene, T> inScene,
      BiFunction<T, Demonstrator, Expert> experts)
      implements SimulatedTaskProvider<T> {

    @Override
    public TaskSpec spec() {
      return task.spec();
    }

    @Override
    public Optional<TaskSetup> taskSetup(ArmModel arm) {
      return task.taskSetup(arm);
    }

    @Override
    public Optional<URL> scene(ArmModel arm) {
      return Scene.find(spec().name(), arm);
    }

    @Override
    public T in(Scene scene) {
      return inScene.apply(scene);
    }

    @Override
    public Expert expert(T simulated, Demonstrator hand) {
      return experts.apply(simulated, hand);
    }
  }
}
