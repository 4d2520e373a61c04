package org.e2hil.hardware.workcell;

import org.apiguardian.api.API;

/** The person who watches a robot. Used by the thread that steps the world. */
@API(status = API.Status.EXPERIMENTAL)
public interface Operator extends Signals, AutoCloseable {

  /** Says something. */
  void tell(String message);

  /** Asks, and waits for yes or no; no where nobody can answer any more. */
  boolean confirmed(String question);

  /** Has something done at once, on a thread of its own, when the person asks for it to stop. */
  void onEmergencyStop(Runnable action);

  /** Leaves the person alone. Closing twice does nothing. */
  @Override
  void close();
}
