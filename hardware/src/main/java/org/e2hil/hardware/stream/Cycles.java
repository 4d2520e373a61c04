package org.e2hil.hardware.stream;

import org.apiguardian.api.API;

/** Cycles that are being run. */
@API(status = API.Status.EXPERIMENTAL)
public interface Cycles {

  /** Ends after the running cycle and waits for it. Stopping twice does nothing. */
  void stop();

  /** How late they began so far. */
  Lateness lateness();
}
