package org.e2hil.dataset;

import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.dataset.film.FilmWriter;

/**
 * The pictures of one camera in a dataset.
 *
 * @param name of the camera
 * @param height in pixels
 * @param width in pixels
 * @param format how they are kept
 */
@API(status = API.Status.INTERNAL)
public record PictureSpec(String name, int height, int width, Format format) {

  /** How pictures are kept. */
  public enum Format {
    /** Films of an episode each, about a tenth of the size and not the same bits. */
    AV1,
    /** Pictures one by one, bit for bit. */
    PNG
  }

  /**
   * Checks that such pictures can be kept.
   *
   * @throws DatasetException if not, saying what would do
   */
  public PictureSpec {
    if (format == Format.AV1
        && (height < FilmWriter.SMALLEST
            || width < FilmWriter.SMALLEST
            || height % 2 + width % 2 > 0)) {
      throw new DatasetException(
          "pictures of %d × %d pixels cannot be filmed, which needs even numbers from %d on; keep them with --pictures png"
              .formatted(width, height, FilmWriter.SMALLEST));
    }
    if (name.contains("/")) {
      throw new DatasetException(
          "the camera %s has a slash in its name, which a dataset cannot keep".formatted(name));
    }
  }

  /** Those of an observation, in the order of its groups. */
  public static List<PictureSpec> of(List<ObservationGroup> groups, Format format) {
    return groups.stream()
        .filter(group -> group.kind() == ObservationGroup.Kind.PICTURE)
        .map(
            group ->
                new PictureSpec(group.name(), group.shape().get(0), group.shape().get(1), format))
        .toList();
  }

  /** What LeRobot calls it. */
  String feature() {
    return Feature.PICTURES + name;
  }

  /** How many RGB bytes a picture has. */
  int bytes() {
    return 3 * height * width;
  }
}
