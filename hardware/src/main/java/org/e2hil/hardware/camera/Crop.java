package org.e2hil.hardware.camera;

import org.apiguardian.api.API;

/**
 * The part of a picture that counts.
 *
 * @param x of its left edge, pixels
 * @param y of its upper edge, pixels
 * @param width pixels
 * @param height pixels
 */
@API(status = API.Status.EXPERIMENTAL)
public record Crop(int x, int y, int width, int height) {

  /** Checks the ranges. */
  public Crop {
    if (x < 0 || y < 0) {
      throw new IllegalArgumentException(
          "x and y of a crop must not be negative, but are " + x + " and " + y);
    }
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height of a crop must be at least 1, but are " + width + " and " + height);
    }
  }

  /** The largest square in the middle. */
  static Crop centre(int width, int height) {
    int side = Math.min(width, height);
    return new Crop((width - side) / 2, (height - side) / 2, side, side);
  }

  boolean fits(Picture picture) {
    return x + width <= picture.width() && y + height <= picture.height();
  }
}
