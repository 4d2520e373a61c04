package org.e2hil.sim.mujoco;

import org.apiguardian.api.API;

/**
 * How finely to draw. On a processor, shadows cost 50 to 90 ms a frame and 4 samples a pixel more
 * than double its time.
 *
 * @param shadows whether lights cast shadows
 * @param reflections whether materials may reflect
 * @param samples samples a pixel, 0 or a power of two
 * @param slices how many faces go round a sphere or a cylinder
 */
@API(status = API.Status.EXPERIMENTAL)
public record RenderQuality(boolean shadows, boolean reflections, int samples, int slices) {

  /** For observations: about 1,000 frames of 128 by 128 a second on one core. */
  public static final RenderQuality FAST = new RenderQuality(false, false, 0, 12);

  /** For people. */
  public static final RenderQuality FINE = new RenderQuality(true, true, 4, 28);

  /** Checks the numbers. */
  public RenderQuality {
    if (samples < 0 || slices < 3) {
      throw new IllegalArgumentException(
          "Quality needs samples >= 0 and slices >= 3 and these are "
              + samples
              + " and "
              + slices
              + ".");
    }
  }
}
