package org.e2hil.hardware.rosbridge;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.hardware.link.Link;
import org.e2hil.hardware.link.LinkLostException;

/**
 * Texts to and from a server. One thread at a time; nothing waits.
 *
 * <p>Sending and receiving throw {@link LinkLostException} once the server is gone.
 */
@API(status = API.Status.INTERNAL)
public interface MessageLink extends Link {

  /**
   * Sends a text, or a newer one in its place.
   *
   * @param subject a text that still waits to be sent is dropped for a newer one of its subject
   */
  void send(String subject, String text);

  /** The next text that has come, if one has. */
  Optional<String> receive();

  /** Texts that were dropped for newer ones, sent or received. */
  long droppedTexts();
}
