package org.e2hil.hardware.link;

import org.apiguardian.api.API;

/**
 * A stream of bytes to and from a device. One thread at a time; {@link #close} from any thread.
 *
 * <p>Sending and receiving throw {@link LinkLostException} once the other end is gone.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface ByteLink extends Link {

  /** Sends the first {@code length} bytes, all of them. */
  void write(byte[] bytes, int length);

  /**
   * Waits for bytes.
   *
   * @param into receives what has come, at most its length
   * @param deadlineNanos on the link's clock
   * @return bytes received: at least 1, or 0 when the deadline passed or the thread was interrupted
   */
  int read(byte[] into, long deadlineNanos);

  /** Throws away what has come and was not read. */
  void drain();
}
