package org.e2hil.agent.env;

import org.apiguardian.api.API;

/**
 * The world broke: a diverged simulation, a yanked cable, a servo that reports overload. Its
 * message is one sentence for a person. Inside an episode it becomes an {@link
 * EpisodeEnd.Kind#FAULT}.
 */
@API(status = API.Status.MAINTAINED)
public class EnvironmentFaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A fault with a sentence that says what broke and how to mend it. */
  public EnvironmentFaultException(String message) {
    super(message);
  }

  /** A fault with its technical cause. */
  public EnvironmentFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
