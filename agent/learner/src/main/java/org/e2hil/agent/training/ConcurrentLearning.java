package org.e2hil.agent.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.state.StateWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns on a thread of its own. One ordered channel leads from the actor to it, so that a
 * checkpoint that is asked for holds exactly what was experienced before; policies come back
 * through a field. In real time the actor never waits for the learner; what it owes beyond a bound
 * is forgiven. In simulated time the actor waits instead.
 *
 * <p>A learner that fails stays silent from then on: the actor goes on with its last policy until
 * it asks for {@link #failure}.
 */
final class ConcurrentLearning implements Learning {

  private static final Logger LOG = LoggerFactory.getLogger(ConcurrentLearning.class);

  /** Learner steps between two snapshots of the critics, which evaluations and triggers look at. */
  private static final int CRITICS_EVERY = 100;

  private static final long IDLE_MILLIS = 5;
  private static final long PAUSE_NANOS = 200_000;
  private static final long PATIENCE_SECONDS = 600;

  private final LearnerRole role;
  private final RecordingThread recording;
  private final BlockingQueue<Runnable> channel = new LinkedBlockingQueue<>();
  private final Updates updates;
  private final Thread thread = new Thread(this::run, "learner");
  private volatile Policy policy;
  private volatile Critics critics;
  private volatile Throwable failure;
  private volatile boolean closed;

  private ConcurrentLearning(LearnerRole role, Updates updates, RecordingThread recording) {
    this.role = role;
    this.updates = updates;
    this.recording = recording;
    policy = role.learner().policy();
    critics = role.learner().critics();
  }

  static ConcurrentLearning start(LearnerRole role, Updates updates, RecordingThread recording) {
    ConcurrentLearning learning = new ConcurrentLearning(role, updates, recording);
    learning.thread.setDaemon(true);
    learning.thread.start();
    return learning;
  }

  private void run() {
    try {
      while (!closed) {
        Runnable next = updates.mayUpdate() ? channel.poll() : waitForWork();
        if (next != null) {
          next.run();
        } else if (updates.mayUpdate()) {
          update();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the learner's thread is asked to end", e);
    } catch (RuntimeException | Error e) {
      failure = e;
      LOG.debug("the learner stopped", e);
    }
  }

  private Runnable waitForWork() throws InterruptedException {
    return channel.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void update() {
    role.update();
    updates.done();
    policy = role.learner().policy();
    long steps = role.learner().steps();
    if (steps == 1 || steps % CRITICS_EVERY == 0) {
      critics = role.learner().critics();
    }
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public Critics critics() {
    return critics;
  }

  @Override
  public long learnerSteps() {
    return policy.step();
  }

  @Override
  public void take(ControlPeriod period) {
    recording.check();
    channel.add(
        () -> {
          role.take(period);
          if (role.isWarm()) {
            updates.period();
          }
          role.log();
        });
    waitInSimulatedTime();
  }

  /** Simulated time can stand still: it must not run away from a learner that is slower. */
  private void waitInSimulatedTime() {
    while (updates.mustWait(channel.size()) && thread.isAlive()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void checkpoint(Path file, String fingerprint, StateWriter actor, long envSteps) {
    channel.add(
        () -> {
          // no checkpoint may know of an episode that is not on the disk
          recording.flush();
          Checkpoint.write(file, fingerprint, actor, role::save);
          recording.onPolicy(role.learner().policy());
          recording.onCheckpoint(envSteps);
        });
  }

  @Override
  public void catchUp() {
    channel.add(
        () -> {
          while (updates.lag() > 0 && !closed) {
            update();
          }
        });
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Pace pace(ControlPeriods periods) {
    return updates.pace(periods);
  }

  @Override
  public void finish() {
    CountDownLatch reached = new CountDownLatch(1);
    channel.add(reached::countDown);
    try {
      for (int waited = 0; waited < PATIENCE_SECONDS && thread.isAlive(); waited++) {
        if (reached.await(1, TimeUnit.SECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recording.flush();
    recording.check();
  }

  @Override
  public void close() {
    closed = true;
    try {
      // a step takes milliseconds; one that hangs must not keep the program from ending
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recording.close();
  }
}
