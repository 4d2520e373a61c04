package org.e2hil.hardware.checkup;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * Looks at one kind of robot, from its cable to its feedback, without moving or changing anything.
 * It is found through {@link java.util.ServiceLoader}.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Checkup {

  /** The robot's name in scenarios. */
  String robot();

  /**
   * Looks at everything that can be looked at, and says what it finds as it goes. What is absent is
   * a finding, never an exception.
   *
   * @param settings of the robot's block in a scenario
   */
  void check(Record settings, Consumer<Finding> report);
}
