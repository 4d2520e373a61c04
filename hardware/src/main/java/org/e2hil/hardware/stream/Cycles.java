package org.e2hil.hardware.stream;

/** Cycles that are being run. */
public interface Cycles {

  /** Ends after the running cycle and waits for it. Stopping twice does nothing. */
  void stop();

  /** How late they began so far. */
  Lateness lateness();
}
