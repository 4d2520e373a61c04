package org.e2hil.agent.env;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A source of worlds with one kind of robot, found through {@link java.util.ServiceLoader}. A
 * scenario's {@code robot.type} names it.
 */
@API(status = API.Status.MAINTAINED)
public interface EnvironmentProvider {

  /** The robot's name in a scenario, such as {@code sim-a1x}. */
  String robot();

  /**
   * The arm that it is or simulates, as people call it, such as {@code A1X}: to a policy all robots
   * with one arm are alike, and those with another mean nothing.
   */
  String arm();

  /**
   * The same where it depends on the settings.
   *
   * @param settings of {@link #settingsType()}
   */
  default String arm(Record settings) {
    return arm();
  }

  /**
   * Whether actions change what happens. Where they do not, as in a replay, nothing can be trained,
   * demonstrated or evaluated.
   */
  default boolean obeys() {
    return true;
  }

  /** One line for a person who chooses. */
  String summary();

  /** The record that the rest of the scenario's robot block is read into. */
  Class<? extends Record> settingsType();

  /** The tasks that this robot can do. */
  List<String> tasks();

  /**
   * What a scenario may override of a task here, with the defaults of this arm; nothing unless the
   * world is simulated.
   *
   * @param task one of {@link #tasks()}
   */
  default List<Tunable> tunables(String task) {
    return List.of();
  }

  /**
   * Whether the world's time passes by itself, so that a control loop which waits for a learner
   * comes late.
   *
   * @param settings of {@link #settingsType()}
   */
  boolean inRealTime(Record settings);

  /**
   * Refuses a request that {@link #open} would refuse, as far as that shows without moving, asking
   * or changing anything. A world that lives in this machine is opened and closed.
   *
   * @throws IllegalArgumentException for a task or group that it does not have, naming those it has
   * @throws EnvironmentFaultException for what is missing, saying what to mend
   */
  default void check(EnvironmentRequest request) {
    open(request).close();
  }

  /**
   * Opens a world.
   *
   * @throws IllegalArgumentException for a task or group that it does not have, naming those it has
   * @throws EnvironmentFaultException if the world cannot be opened, saying what to mend
   */
  Workcell open(EnvironmentRequest request);
}
