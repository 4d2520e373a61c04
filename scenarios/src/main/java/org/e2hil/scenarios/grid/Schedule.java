package org.e2hil.scenarios.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunLock;

/**
 * Does the runs of an experiment that are not complete yet, as many at once as the engine can. A
 * run that fails does not end the others. Several programs may do one experiment together: each
 * takes the runs that no other one has. One use by one thread.
 */
@API(status = API.Status.INTERNAL)
public final class Schedule {

  private static final long POLL_MILLIS = 200;

  /** How often a run may end without being complete, as one that another program had taken. */
  private static final int MOST_ENDS = 20;

  private final Scenarios scenarios;
  private final Engine engine;
  private final Listener listener;
  private final Predicate<PlannedRun> isComplete;
  private final List<PlannedRun> pending = new ArrayList<>();
  private final Map<PlannedRun, Engine.Job> running = new LinkedHashMap<>();
  private final Map<PlannedRun, Integer> ended = new HashMap<>();
  private boolean stopping;

  /** Told of what happens, by the thread that does the experiment. */
  public interface Listener {

    /** A run has been begun or gone on with. */
    void begun(PlannedRun run);

    /** A run is complete. */
    void complete(PlannedRun run);

    /** A run has failed, and is left alone until it is asked for again. */
    void failed(PlannedRun run, String why);

    /**
     * Called several times a second.
     *
     * @param running runs that are being done here
     * @param elsewhere runs that another program does
     * @param pending all that are not complete and not failed, those of the other two among them
     */
    void tick(List<PlannedRun> running, List<PlannedRun> elsewhere, List<PlannedRun> pending);
  }

  /** For these robots, by this engine. */
  public Schedule(Scenarios scenarios, Engine engine, Listener listener) {
    this(scenarios, engine, listener, run -> run.isComplete(scenarios));
  }

  /** With what tells whether a run is complete. */
  Schedule(
      Scenarios scenarios, Engine engine, Listener listener, Predicate<PlannedRun> isComplete) {
    this.scenarios = scenarios;
    this.isComplete = isComplete;
    this.engine = engine;
    this.listener = listener;
  }

  /**
   * Does what is not done yet. Runs that failed before are done again only if they are asked for.
   *
   * @param runs to do, in the order in which to begin them
   * @param retryFailed whether those that failed before are tried again
   * @param stop asked several times a second; then the runs are stopped, to be gone on with
   * @return whether no run is left to go on with; failed ones are not
   */
  public boolean run(List<PlannedRun> runs, boolean retryFailed, BooleanSupplier stop) {
    for (PlannedRun run : runs) {
      if (isComplete.test(run)) {
        // as where it was tried again by hand
        run.forgetFailure();
      } else if (retryFailed || run.failure().isEmpty()) {
        pending.add(run);
        attempt(run, () -> run.write(scenarios));
      }
    }
    while (stopping ? !running.isEmpty() : !pending.isEmpty()) {
      if (!stopping && stop.getAsBoolean()) {
        stopping = true;
        running.values().forEach(Engine.Job::stop);
      }
      takeNote();
      List<PlannedRun> elsewhere = stopping ? List.of() : fill();
      listener.tick(List.copyOf(running.keySet()), elsewhere, List.copyOf(pending));
      if (!sleep()) {
        stopping = true;
        running.values().forEach(Engine.Job::stop);
      }
    }
    return pending.isEmpty();
  }

  private void takeNote() {
    List<PlannedRun> over =
        running.entrySet().stream()
            .filter(entry -> entry.getValue().isOver())
            .map(Map.Entry::getKey)
            .toList();
    for (PlannedRun run : over) {
      Optional<String> failure = running.remove(run).failure();
      if (isComplete.test(run)) {
        pending.remove(run);
        listener.complete(run);
      } else if (failure.isPresent()) {
        fail(run, failure.get());
      } else if (!stopping && ended.merge(run, 1, Integer::sum) > MOST_ENDS) {
        fail(
            run,
            "it ended %d times without being complete; see %s".formatted(MOST_ENDS, run.log()));
      }
      // else it was stopped or is another program's, and is still pending
    }
  }

  private void fail(PlannedRun run, String why) {
    pending.remove(run);
    try {
      run.fail(why);
    } catch (RecordingException fullDisk) {
      listener.failed(run, why + "; " + fullDisk.getMessage());
      return;
    }
    listener.failed(run, why);
  }

  /** Does something for one run, whose failure is that of no other. */
  private void attempt(PlannedRun run, Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      fail(run, String.valueOf(e.getMessage()));
    }
  }

  /** Begins as many as there is room for, and gives those that another program does. */
  private List<PlannedRun> fill() {
    List<PlannedRun> elsewhere = new ArrayList<>();
    for (PlannedRun run : List.copyOf(pending)) {
      if (running.size() >= engine.slots()) {
        break;
      } else if (running.containsKey(run)) {
        continue;
      }
      attempt(
          run,
          () -> {
            if (RunLock.isTaken(run.directory())) {
              elsewhere.add(run);
            } else if (isComplete.test(run)) {
              // another program has done it meanwhile
              pending.remove(run);
              listener.complete(run);
            } else {
              run.forgetFailure();
              running.put(run, engine.start(run));
              listener.begun(run);
            }
          });
    }
    return elsewhere;
  }

  private static boolean sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
