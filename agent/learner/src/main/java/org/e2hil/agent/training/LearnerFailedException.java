package org.e2hil.agent.training;

import org.apiguardian.api.API;

/** Learning came to an end while the arm was acting. What was experienced is recorded. */
@API(status = API.Status.EXPERIMENTAL)
public final class LearnerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened and how to go on.
   *
   * @param episodes done, all of which are recorded
   */
  LearnerFailedException(Throwable cause, int episodes) {
    super(
        "learning stopped while the arm was acting: %s; the arm ended its episode with the last policy, and all %d episodes are recorded; %s"
            .formatted(reason(cause), episodes, advice(cause)),
        cause);
  }

  private static String reason(Throwable cause) {
    return cause instanceof OutOfMemoryError
        ? "the learner ran out of memory"
        : cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static String advice(Throwable cause) {
    return cause instanceof OutOfMemoryError
        ? "give Java more with E2HIL_JAVA_OPTIONS=-Xmx8g and go on with --resume"
        : "go on from the last checkpoint with --resume";
  }
}
