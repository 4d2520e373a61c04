package org.e2hil.scenarios.grid;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Where the runs of an experiment are done. Whatever the engine and however many runs go on at
 * once, a run in simulation gives the same numbers bit for bit. Used by one thread.
 */
@API(status = API.Status.INTERNAL)
public interface Engine extends AutoCloseable {

  /**
   * How many runs it can do at once at this moment; 0 while it has no room.
   *
   * @throws EngineLostException if it cannot do runs any more
   */
  int slots();

  /**
   * Begins a run, or goes on with it, from what its directory holds.
   *
   * @throws RuntimeException if it cannot be begun, saying what to mend
   */
  Job start(PlannedRun run);

  /** Stops what still goes on. */
  @Override
  void close();

  /** A run that is being done. */
  interface Job {

    /**
     * Whether it is over, be it complete, stopped or failed.
     *
     * @throws EngineLostException if that cannot be known any more
     */
    boolean isOver();

    /**
     * Why it failed; empty if it is complete or was stopped in good order. Asked once it is over.
     */
    Optional<String> failure();

    /** Asks it to end soon, so that it can be gone on with; does not wait. */
    void stop();
  }
}
