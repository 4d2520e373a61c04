package org.e2hil.agent.robot;

import org.apiguardian.api.API;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;

/**
 * One more thing that an observation holds beside proprioception: a camera's picture, or the object
 * state that a simulator or a perception system knows.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Sensor {

  /** The name and shape of what it adds. */
  ObservationGroup group();

  /** Adds its group as the world is now. */
  void observe(Observation.Builder into);
}
