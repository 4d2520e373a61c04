package org.e2hil.agent.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apiguardian.api.API;
import org.e2hil.agent.robot.TaskSpec;

/** The tasks that there are: the paper's six, then those of other jars. */
@API(status = API.Status.EXPERIMENTAL)
public final class Tasks {

  private Tasks() {}

  /**
   * All of them, those of other jars in the order of the class path.
   *
   * @throws IllegalStateException if two tasks have one name
   */
  public static List<Task> all() {
    List<Task> all = new ArrayList<>(PaperTasks.all());
    ServiceLoader.load(Task.class).forEach(all::add);
    for (int i = 0; i < all.size(); i++) {
      String name = all.get(i).spec().name();
      for (Task earlier : all.subList(0, i)) {
        if (earlier.spec().name().equals(name)) {
          throw new IllegalStateException(
              "two tasks are called '%s': %s and %s; rename one"
                  .formatted(name, origin(earlier), origin(all.get(i))));
        }
      }
    }
    return List.copyOf(all);
  }

  /** The task of this name. */
  public static Optional<Task> find(String name) {
    return all().stream().filter(task -> task.spec().name().equals(name)).findFirst();
  }

  /** What is known of all of them. */
  public static List<TaskSpec> specs() {
    return all().stream().map(Task::spec).toList();
  }

  private static String origin(Task task) {
    return task.getClass().getName();
  }
}
