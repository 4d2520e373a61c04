package org.e2hil.hardware.link;

import org.apiguardian.api.API;

/** Something that leads to a device and can be lost. {@link #close} from any thread. */
@API(status = API.Status.EXPERIMENTAL)
public interface Link extends AutoCloseable {

  /** What a person would call it, such as {@code /dev/ttyACM0}. */
  String name();

  /**
   * Runs something when the virtual machine shuts down, while this link still works. Closing the
   * link forgets it.
   */
  void beforeShutdown(Runnable action);

  /** Lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
