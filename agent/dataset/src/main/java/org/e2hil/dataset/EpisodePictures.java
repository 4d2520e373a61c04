package org.e2hil.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.training.Episode;

/**
 * The pictures of an episode by camera.
 *
 * @param frames what each saw before each action: RGB bytes, rows from the top
 * @param last what each saw after the last action
 */
record EpisodePictures(Map<PictureSpec, List<byte[]>> frames, Map<PictureSpec, byte[]> last) {

  /** Takes them from an episode whose observations are of the dataset's shape. */
  static EpisodePictures of(DatasetSpec spec, Episode episode) {
    List<RecordedStep> steps = episode.steps();
    RecordedObservation end = steps.get(steps.size() - 1).next();
    Map<PictureSpec, List<byte[]>> frames = new LinkedHashMap<>();
    Map<PictureSpec, byte[]> last = new LinkedHashMap<>();
    for (int i = 0; i < spec.pictures().size(); i++) {
      int camera = i;
      PictureSpec picture = spec.pictures().get(i);
      frames.put(picture, steps.stream().map(step -> step.measurement().picture(camera)).toList());
      last.put(picture, end.picture(camera));
    }
    return new EpisodePictures(frames, last);
  }

  /** The cameras whose pictures are kept in a format. */
  List<PictureSpec> kept(PictureSpec.Format format) {
    return frames.keySet().stream().filter(picture -> picture.format() == format).toList();
  }

  /** What LeRobot keeps of the values of a camera: of each colour, from 0 to 1. */
  Statistics statistics(PictureSpec picture) {
    long[][] counts = new long[Statistics.COLOURS][Statistics.LEVELS];
    frames.get(picture).forEach(rgb -> count(rgb, counts));
    return Statistics.ofLevels(counts, frames.get(picture).size());
  }

  private static void count(byte[] rgb, long[][] counts) {
    for (int i = 0; i < rgb.length; i++) {
      counts[i % Statistics.COLOURS][rgb[i] & 0xff]++;
    }
  }
}
