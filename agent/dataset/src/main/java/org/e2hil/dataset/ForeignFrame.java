package org.e2hil.dataset;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A frame of another program as it was recorded, in the recording's own units.
 *
 * @param timeS seconds on the recording's clock
 * @param action what was asked of the robot
 * @param state what it measured before the action
 * @param success whether the task was done after the action; false where the recording does not say
 */
@API(status = API.Status.INTERNAL)
public record ForeignFrame(double timeS, List<Double> action, List<Double> state, boolean success) {

  /** Copies the numbers. */
  public ForeignFrame {
    action = List.copyOf(action);
    state = List.copyOf(state);
  }
}
