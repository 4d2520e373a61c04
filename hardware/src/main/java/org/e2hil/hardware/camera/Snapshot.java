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

  /** All that the camera shows, with a frame round the part that counts. */
  public BufferedImage whole() {
    int width = picture.width();
    int height = picture.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, isEdge(x, y) ? OUTLINE_RGB : pixel(picture, x, y));
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
    Picture scaled = new Picture(size, size, rgb);
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        image.setRGB(x, y, pixel(scaled, x, y));
      }
    }
    return image;
  }
}
