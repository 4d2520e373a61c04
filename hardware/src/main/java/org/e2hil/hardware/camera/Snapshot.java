package org.e2hil.hardware.camera;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.robot.Clock;

/** One picture of a camera, and what a policy sees of it. Immutable. */
@API(status = API.Status.INTERNAL)
public final class Snapshot {

  /** Cameras begin dark or out of focus. */
  private static final long SETTLE_NANOS = 1_000_000_000;

  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final int OUTLINE_RGB = 0xFF00FF;
  private static final int RED_SHIFT = 16;
  private static final int GREEN_SHIFT = 8;

  private final CameraSettings settings;
  private final Picture picture;
  private final Crop crop;

  private Snapshot(CameraSettings settings, Picture picture) {
    this.settings = settings;
    this.picture = picture;
    crop = CameraSensor.crop(settings, picture);
  }

  /**
   * Opens a camera, waits until it has settled, takes a picture and closes it.
   *
   * @throws EnvironmentFaultException if it is not there or shows nothing, saying what to mend
   */
  public static Snapshot take(CameraSettings settings, Clock clock) {
    long begin = clock.nanoTime();
    try (PictureSource source = settings.open(clock)) {
      Optional<Picture> newest = Optional.empty();
      long elapsed = 0;
      while (elapsed < SETTLE_NANOS || (newest.isEmpty() && elapsed < LIMIT_NANOS)) {
        Optional<Picture> next = source.next();
        newest = next.isPresent() ? next : newest;
        elapsed = clock.nanoTime() - begin;
      }
      return new Snapshot(
          settings,
          newest.orElseThrow(
              () ->
                  new EnvironmentFaultException(
                      "the camera %s shows nothing; unplug it and plug it in again"
                          .formatted(settings.name()))));
    }
  }

  /** The camera. */
  public CameraSettings settings() {
    return settings;
  }

  /** The part that counts. */
  public Crop crop() {
    return crop;
  }

  /** All that the camera shows. */
  public BufferedImage picture() {
    return image(picture);
  }

  /** All that the camera shows, with a frame round the part that counts. */
  public BufferedImage whole() {
    BufferedImage image = picture();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (isEdge(x, y)) {
          image.setRGB(x, y, OUTLINE_RGB);
        }
      }
    }
    return image;
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, pixel(picture, x, y));
      }
    }
    return image;
  }

  private static int pixel(Picture picture, int x, int y) {
    return picture.value(x, y, 0) << RED_SHIFT
        | picture.value(x, y, 1) << GREEN_SHIFT
        | picture.value(x, y, 2);
  }

  private boolean isEdge(int x, int y) {
    int right = crop.x() + crop.width() - 1;
    int bottom = crop.y() + crop.height() - 1;
    boolean within = x >= crop.x() && x <= right && y >= crop.y() && y <= bottom;
    return within && (x == crop.x() || x == right || y == crop.y() || y == bottom);
  }

  /** What a policy sees of it. */
  public BufferedImage seen() {
    int size = CameraSensor.PICTURE_PIXELS;
    byte[] rgb = new AreaScaler(crop, size).scale(picture);
    return image(new Picture(size, size, rgb));
  }
}
