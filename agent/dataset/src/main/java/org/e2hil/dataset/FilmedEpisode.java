package org.e2hil.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.e2hil.dataset.film.FilmReader;

/** The pictures of an episode that are in a film. */
final class FilmedEpisode {

  private FilmedEpisode() {}

  /**
   * Reads what a camera saw before each action: the pictures nearest to the frames' times, as
   * LeRobot finds them.
   *
   * @return RGB bytes for each frame, rows from the top
   * @throws DatasetException if the film is shorter than the episode, or cannot be decoded
   */
  static List<byte[]> read(EpisodeRow row, PictureSpec camera, int fps) {
    EpisodeRow.Film film = row.film(camera.feature());
    List<byte[]> pictures = new ArrayList<>();
    try {
      FilmReader.read(
          film.file(),
          camera.width(),
          camera.height(),
          (seconds, picture) -> {
            // half a frame before its time it is the nearest
            if (seconds > film.from() + (pictures.size() - 0.5) / fps) {
              pictures.add(picture.rgb());
            }
            return pictures.size() < row.length();
          });
    } catch (IOException e) {
      throw DatasetException.of(
          "the pictures of %s of episode %d cannot be read".formatted(camera.name(), row.index()),
          e);
    }
    if (pictures.size() < row.length()) {
      throw new DatasetException(
          "the film %s holds %d pictures of episode %d, and the episode has %d frames"
              .formatted(film.file(), pictures.size(), row.index(), row.length()));
    }
    return pictures;
  }
}
