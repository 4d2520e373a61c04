package org.e2hil.hardware.link;

/**
 * A stream of bytes to and from a device. One thread at a time; {@link #close} from any thread.
 *
 * <p>Every method but {@link #close} throws {@link LinkLostException} once the other end is gone.
 */
public interface ByteLink extends AutoCloseable {

  /** What a person would call it, such as {@code /dev/ttyACM0}. */
  String name();

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

  /**
   * Runs something when the virtual machine shuts down, while this link still works. Closing the
   * link forgets it.
   */
  void beforeShutdown(Runnable action);

  /** Lets go of the device. Closing twice does nothing. */
  @Override
  void close();
}
