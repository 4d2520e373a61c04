package org.e2hil.hardware.can;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.hardware.link.Link;
import org.e2hil.hardware.link.LinkLostException;

/**
 * A CAN-FD bus at 1 and 5 Mbit/s. One thread at a time; nothing waits.
 *
 * <p>Sending and receiving throw {@link LinkLostException} once nobody can be reached any more.
 */
@API(status = API.Status.INTERNAL)
public interface CanBus extends Link {

  /** Sends a frame, filled up with zeros to a length that the wire can carry. */
  void send(CanFrame frame);

  /** The next frame that has come, if one has. */
  Optional<CanFrame> receive();

  /** Frames that were left out because they did not add up. */
  long damagedFrames();
}
