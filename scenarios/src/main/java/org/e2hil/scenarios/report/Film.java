package org.e2hil.scenarios.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;

/** What some cameras saw of an episode, side by side, to be kept as a film and as one sheet. */
@API(status = API.Status.INTERNAL)
public final class Film {

  private static final int SCALE = 2;
  private static final int MOMENTS = 12;
  private static final int COLUMNS = 3;

  /** The last picture is shown so much longer, in frames. */
  private static final int FRAMES_AT_THE_END = 10;

  private final EnvironmentSpec spec;
  private final List<String> cameras;
  private final List<BufferedImage> frames = new ArrayList<>();

  /** A film of these cameras of a world. */
  public Film(EnvironmentSpec spec, List<String> cameras) {
    this.spec = spec;
    this.cameras = List.copyOf(cameras);
  }

  /** Adds what is seen now. */
  public void add(Observation observation) {
    add(observation, Map.of());
  }

  /**
   * Adds what is seen now, and behind it the same pictures lit where a policy looks.
   *
   * @param saliency of each camera that it looks through, see {@link
   *     org.e2hil.agent.training.LearnedPolicy#saliency}
   */
  public void add(Observation observation, Map<String, float[][]> saliency) {
    List<BufferedImage> images = new ArrayList<>();
    List<BufferedImage> lit = new ArrayList<>();
    for (String camera : cameras) {
      BufferedImage image = Frames.image(observation.picture(camera), spec.group(camera).shape());
      images.add(image);
      if (saliency.containsKey(camera)) {
        lit.add(Frames.lit(image, saliency.get(camera)));
      }
    }
    images.addAll(lit);
    frames.add(Frames.besides(images, 1));
  }

  /** What was seen last. */
  public BufferedImage last() {
    return frames.get(frames.size() - 1);
  }

  /** What was seen at a share of the film, from 0 to 1. */
  public BufferedImage at(double share) {
    return frames.get((int) Math.round(share * (frames.size() - 1)));
  }

  /** Twelve moments of the film, evenly apart, on one sheet. */
  public BufferedImage sheet() {
    ContactSheet sheet = new ContactSheet(COLUMNS);
    int moments = Math.min(MOMENTS, frames.size());
    for (int i = 0; i < moments; i++) {
      int frame = moments == 1 ? 0 : i * (frames.size() - 1) / (moments - 1);
      String when = "%.1f s".formatted(frame / spec.controlHz());
      sheet.add(Frames.besides(List.of(frames.get(frame)), SCALE), when);
    }
    return sheet.draw();
  }

  /** Writes an animated GIF at the pace of the world, and the folders above it. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<BufferedImage> shown = new ArrayList<>();
    for (BufferedImage frame : frames) {
      shown.add(Frames.besides(List.of(frame), SCALE));
    }
    for (int i = 0; i < FRAMES_AT_THE_END; i++) {
      shown.add(shown.get(frames.size() - 1));
    }
    AnimatedGif.write(file, shown, spec.controlHz());
  }
}
