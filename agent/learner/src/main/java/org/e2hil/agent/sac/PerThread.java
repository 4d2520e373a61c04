package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.e2hil.agent.network.BatchWorkers;

/** Space that every worker has for itself. */
final class PerThread<T> {

  private final List<T> spaces = new ArrayList<>();

  PerThread(BatchWorkers workers, Supplier<T> made) {
    for (int worker = 0; worker < workers.threads(); worker++) {
      spaces.add(made.get());
    }
  }

  T of(int worker) {
    return spaces.get(worker);
  }
}
