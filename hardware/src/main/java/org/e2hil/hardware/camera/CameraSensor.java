package org.e2hil.hardware.camera;

import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.robot.Clock;
import org.e2hil.agent.robot.Sensor;

/**
 * A camera as a policy sees it: the newest picture, 128×128 RGB bytes, rows from the top, as the
 * cameras of the simulated scenes show theirs. A thread of its own takes the pictures, so that
 * looking never waits for the camera.
 */
@API(status = API.Status.INTERNAL)
public final class CameraSensor implements Sensor, AutoCloseable {

  /** Pixels of a side. */
  public static final int PICTURE_PIXELS = 128;

  private static final double NANOS_PER_MS = 1e6;

  /** How long a sensor may show the same picture, bit for bit. */
  private static final double FROZEN_MS = 2000;

  private final CameraSettings settings;
  private final Clock clock;
  private final CameraThread camera;
  private final AreaScaler scaler;

  private CameraSensor(
      CameraSettings settings, Clock clock, CameraThread camera, AreaScaler scaler) {
    this.settings = settings;
    this.clock = clock;
    this.camera = camera;
    this.scaler = scaler;
  }

  /**
   * Opens a camera and waits for its first picture.
   *
   * @param clock by which pictures grow old
   * @throws EnvironmentFaultException if it is not there or shows nothing, saying what to mend
   */
  public static CameraSensor open(CameraSettings settings, Clock clock) {
    return open(settings, settings.open(clock), clock);
  }

  /** A camera whose pictures come from a source of one's own, which belongs to the result. */
  public static CameraSensor open(CameraSettings settings, PictureSource source, Clock clock) {
    CameraThread camera = CameraThread.start(settings.name(), source, clock);
    try {
      Picture first = camera.awaitFirst();
      AreaScaler scaler = new AreaScaler(crop(settings, first), PICTURE_PIXELS);
      return new CameraSensor(settings, clock, camera, scaler);
    } catch (RuntimeException e) {
      camera.close();
      throw e;
    }
  }

  /**
   * The part of a camera's pictures that counts.
   *
   * @throws EnvironmentFaultException if they are too small for it
   */
  static Crop crop(CameraSettings settings, Picture picture) {
    Crop crop = crop(settings.crop(), picture);
    if (!crop.fits(picture)) {
      throw new EnvironmentFaultException(
          "the pictures of the camera %s are %d×%d, too small for its %s; mend robot.cameras"
              .formatted(settings.name(), picture.width(), picture.height(), crop));
    }
    return crop;
  }

  /** What is cut out of a picture; the largest square in the middle where nothing is said. */
  private static Crop crop(Optional<Crop> said, Picture picture) {
    return said.orElseGet(() -> Crop.centre(picture.width(), picture.height()));
  }

  /**
   * What a policy sees of a picture of a camera, live or recorded.
   *
   * @param crop what is cut out of it; the largest square in the middle where empty
   * @return {@code [PICTURE_PIXELS, PICTURE_PIXELS, 3]}, RGB, rows from the top
   * @throws IllegalArgumentException if the picture is too small for the crop
   */
  public static byte[] seen(Optional<Crop> crop, Picture picture) {
    Crop part = crop(crop, picture);
    if (!part.fits(picture)) {
      throw new IllegalArgumentException(
          "a picture of %d×%d is too small for the %s"
              .formatted(picture.width(), picture.height(), part));
    }
    return new AreaScaler(part, PICTURE_PIXELS).scale(picture);
  }

  @Override
  public ObservationGroup group() {
    return ObservationGroup.picture(settings.name(), PICTURE_PIXELS, PICTURE_PIXELS);
  }

  /**
   * {@inheritDoc}
   *
   * @throws EnvironmentFaultException if the newest picture is too old, or a sensor shows the same
   *     for too long, or the camera is gone
   */
  @Override
  public void observe(Observation.Builder into) {
    CameraThread.Shot newest = camera.newest();
    double ageMs = (clock.nanoTime() - newest.takenNanos()) / NANOS_PER_MS;
    if (ageMs > settings.staleMs()) {
      throw new EnvironmentFaultException(
          "the camera %s has shown nothing new for %.0f ms; check its cable, and that it is not on"
                  .formatted(settings.name(), ageMs)
              + " one USB hub with others (or let it send mjpeg)");
    }
    double sameMs = (newest.takenNanos() - newest.sameSinceNanos()) / NANOS_PER_MS;
    if (settings.isSensor() && sameMs > FROZEN_MS) {
      throw new EnvironmentFaultException(
          "the camera %s has shown the same picture, bit for bit, for %.1f s; take off what covers it, or unplug it and plug it in again"
              .formatted(settings.name(), sameMs / 1000));
    }
    into.picture(settings.name(), scaler.scale(newest.picture()));
  }

  /** Lets go of the camera. Closing twice does nothing. */
  @Override
  public void close() {
    camera.close();
  }
}
