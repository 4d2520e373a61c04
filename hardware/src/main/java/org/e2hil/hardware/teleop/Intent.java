package org.e2hil.hardware.teleop;

import java.util.Set;
import org.apiguardian.api.API;
import org.e2hil.agent.env.Action;
import org.e2hil.hardware.workcell.Signal;

/**
 * What a person wants in one control period.
 *
 * @param motion each number in [−1, 1], the gripper −1, 0 or 1
 * @param takeoverHeld whether the button that takes over is down
 * @param takeoverPressed whether it went down since the last look
 * @param signals what was said since the last look
 */
@API(status = API.Status.EXPERIMENTAL)
public record Intent(
    Action motion, boolean takeoverHeld, boolean takeoverPressed, Set<Signal> signals) {

  /** Copies the signals. */
  public Intent {
    signals = Set.copyOf(signals);
  }
}
