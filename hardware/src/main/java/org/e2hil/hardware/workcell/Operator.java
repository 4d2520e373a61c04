package org.e2hil.hardware.workcell;

import java.util.Optional;
import org.apiguardian.api.API;

/** The person who watches a robot. Used by the thread that steps the world. */
@API(status = API.Status.EXPERIMENTAL)
public interface Operator extends AutoCloseable {

  /** What a person says of the running episode. */
  enum Verdict {
    /** The task is done. */
    SUCCESS,
    /** The task is lost, or must not go on like this. */
    FAILURE,
    /** What was recorded shall not count. */
    RERECORD
  }

  /** Says something. */
  void tell(String message);

  /** Asks, and waits for yes or no; no where nobody can answer any more. */
  boolean confirmed(String question);

  /** What was said since this was last asked, the newest; it is forgotten with the asking. */
  Optional<Verdict> verdict();

  /** Has something done at once, on a thread of its own, when the person asks for it to stop. */
  void onEmergencyStop(Runnable action);

  /** Leaves the person alone. Closing twice does nothing. */
  @Override
  void close();
}
