package org.e2hil.hardware.link;

import java.util.concurrent.atomic.AtomicReference;
import org.apiguardian.api.API;

/** At most one action that the virtual machine runs when it shuts down. Any thread. */
@API(status = API.Status.INTERNAL)
public final class ShutdownAction {

  private final AtomicReference<Thread> hook = new AtomicReference<>();

  /** Registers an action in place of an earlier one. */
  public void set(Runnable action) {
    forget();
    Thread thread = new Thread(action, "last-words");
    hook.set(thread);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /** Forgets the action, unless the shutdown has begun. */
  public void forget() {
    Thread thread = hook.getAndSet(null);
    if (thread != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(thread);
      } catch (IllegalStateException alreadyShuttingDown) {
        // then it is running, or has run
      }
    }
  }
}
