package org.e2hil.hardware.workcell;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What a person said, for the code that judges an episode. Used by the thread that steps the world.
 */
@API(status = API.Status.EXPERIMENTAL)
@FunctionalInterface
public interface Signals {

  /**
   * What was said since this was last asked, one thing of it where it was more. It is forgotten
   * with the asking.
   */
  Optional<Signal> poll();
}
