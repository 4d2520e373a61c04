package org.e2hil.hardware.teleop;

import java.util.List;

/** A device of axes and buttons. One thread, the one that opened it. */
interface Controls extends AutoCloseable {

  /** What a person would call it. */
  String name();

  /** The names of its axes. */
  List<String> axes();

  /** The names of its buttons. */
  List<String> buttons();

  /**
   * How it stands now; never waits. To be called once a control period.
   *
   * @throws DeviceLostException if it is gone
   */
  ControlState poll();

  /**
   * Has something done as soon as a button goes down, on a thread of the device's own and without
   * waiting for {@link #poll}. At most one button, named before the first poll.
   */
  void onPress(String button, Runnable action);

  /** Lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
