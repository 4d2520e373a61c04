package org.e2hil.agent.training;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.sac.Policy;

/**
 * Tells a listener of everything on a thread of its own, in order, so that no one waits for a disk
 * or a screen. Any thread may tell it something.
 */
final class RecordingThread implements TrainingListener, AutoCloseable {

  private final TrainingListener listener;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "recorder");
  private volatile boolean closed;

  private RecordingThread(TrainingListener listener) {
    this.listener = listener;
  }

  static RecordingThread start(TrainingListener listener) {
    RecordingThread recording = new RecordingThread(listener);
    recording.thread.setDaemon(true);
    recording.thread.start();
    return recording;
  }

  private void run() {
    while (!closed || !events.isEmpty()) {
      try {
        events.take().run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /** Throws what a listener threw: what cannot be recorded must not go on in silence. */
  void check() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Returns once all that was told before is recorded. */
  void flush() {
    CountDownLatch reached = new CountDownLatch(1);
    events.add(reached::countDown);
    try {
      while (thread.isAlive() && !reached.await(100, TimeUnit.MILLISECONDS)) {
        // wait on
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStep(long envSteps) {
    events.add(() -> listener.onStep(envSteps));
  }

  @Override
  public void onDemonstration(int done, int wanted, int steps) {
    events.add(() -> listener.onDemonstration(done, wanted, steps));
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    events.add(() -> listener.onEpisode(episode, steps));
  }

  @Override
  public void onInterval(IntervalRecord interval) {
    events.add(() -> listener.onInterval(interval));
  }

  @Override
  public void onDiagnosis(Diagnosis diagnosis) {
    events.add(() -> listener.onDiagnosis(diagnosis));
  }

  @Override
  public void onEvaluatedEpisode(EvaluatedEpisode episode) {
    events.add(() -> listener.onEvaluatedEpisode(episode));
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    events.add(() -> listener.onEvaluation(evaluation));
  }

  @Override
  public void onPolicy(Policy policy) {
    events.add(() -> listener.onPolicy(policy));
  }

  @Override
  public void onCheckpoint(long envSteps) {
    events.add(() -> listener.onCheckpoint(envSteps));
  }

  @Override
  public void onPace(Pace pace) {
    events.add(() -> listener.onPace(pace));
  }

  /** Records what was told, then ends the thread. */
  @Override
  public void close() {
    closed = true;
    flush();
  }
}
