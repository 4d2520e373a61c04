package org.e2hil.hardware.emulator;

import java.util.List;

/** A test double at the other end of a cable: a function from bytes and moments to the same. */
interface EmulatedDevice {

  /** What a person would call the way to it. */
  String name();

  /**
   * Takes bytes at a moment, perhaps none, and tells what it sends because of them or because time
   * has passed.
   */
  List<Arrival> accept(byte[] bytes, int length, long now);

  /** How long it may be left alone before it has something to say, ns. */
  long listenNanos();

  /** What goes wrong with it. */
  WireFaults faults();
}
