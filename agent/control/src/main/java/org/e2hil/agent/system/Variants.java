package org.e2hil.agent.system;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Records of another jar that a scenario may name, such as a selection rule or a trigger. Found
 * through {@link java.util.ServiceLoader}.
 */
@API(status = API.Status.MAINTAINED)
public interface Variants {

  /** The records; each implements an interface that is open to it, such as a {@code Custom}. */
  List<Class<? extends Record>> records();
}
