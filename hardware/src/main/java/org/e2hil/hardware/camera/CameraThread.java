package org.e2hil.hardware.camera;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;

/** Takes pictures as fast as they come, and keeps the newest. Any thread may look. */
final class CameraThread implements AutoCloseable {

  private static final long FIRST_PICTURE_S = 5;
  private static final long CLOSE_MS = 2000;

  private final String name;
  private final PictureSource source;
  private final Clock clock;
  private final Thread thread;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Optional<Shot> newest = Optional.empty();
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean closing;

  /**
   * A picture, when it came, and since when all that came were the same, bit for bit; ns on the
   * clock.
   */
  record Shot(Picture picture, long takenNanos, long sameSinceNanos) {}

  private CameraThread(String name, PictureSource source, Clock clock) {
    this.name = name;
    this.source = source;
    this.clock = clock;
    thread = new Thread(this::run, "camera-" + name);
    // a driver that hangs must not keep the program alive
    thread.setDaemon(true);
  }

  /** Begins to take pictures; the source belongs to the result. */
  static CameraThread start(String name, PictureSource source, Clock clock) {
    CameraThread camera = new CameraThread(name, source, clock);
    camera.thread.start();
    return camera;
  }

  private void run() {
    try (source) {
      while (!closing) {
        Optional<Picture> next = source.next();
        if (next.isPresent()) {
          newest = Optional.of(after(newest, next.get(), clock.nanoTime()));
          first.countDown();
        }
      }
    } catch (Throwable e) {
      // an Error too: a camera that ended without a word would pass for one that shows nothing
      failure = Optional.of(e);
    } finally {
      first.countDown();
    }
  }

  private static Shot after(Optional<Shot> before, Picture picture, long nowNanos) {
    long sameSince =
        before
            .filter(shot -> shot.picture().isSameAs(picture))
            .map(Shot::sameSinceNanos)
            .orElse(nowNanos);
    return new Shot(picture, nowNanos, sameSince);
  }

  /**
   * Waits for the first picture.
   *
   * @throws EnvironmentFaultException if none comes
   */
  Picture awaitFirst() {
    try {
      if (!first.await(FIRST_PICTURE_S, TimeUnit.SECONDS)) {
        throw new EnvironmentFaultException(
            "the camera %s has shown nothing for %d s; unplug it and plug it in again"
                .formatted(name, FIRST_PICTURE_S));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentFaultException("interrupted while waiting for the camera " + name, e);
    }
    return newest().picture();
  }

  /**
   * The newest picture.
   *
   * @throws EnvironmentFaultException if the camera is gone
   */
  Shot newest() {
    if (failure.isPresent()) {
      Throwable cause = failure.get();
      throw new EnvironmentFaultException(
          "the camera %s stopped: %s"
              .formatted(
                  name, cause instanceof EnvironmentFaultException ? cause.getMessage() : cause),
          cause);
    }
    return newest.orElseThrow(
        () -> new EnvironmentFaultException("the camera " + name + " is closed; open it again"));
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
