package org.e2hil.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.e2hil.dataset.film.FilmReader;

/** The pictures of an episode that are in a film. */
final class FilmedEpisode {

  private FilmedEpisode() {}

  /**
   * Reads what a camera saw before each action: the pictures nearest to the frames' times, as
   * LeRobot finds them.
   *
   * @param kept what is made of the RGB bytes of each, rows from the top
   * @return of each frame
   * @throws DatasetException if the film is shorter than the episode, or cannot be decoded
   */
  static List<byte[]> read(
      EpisodeRow row, String feature, int height, int width, int fps, UnaryOperator<byte[]> kept) {
    EpisodeRow.Film film = row.film(feature);
    List<byte[]> pictures = new ArrayList<>();
    try {
      FilmReader.read(
          film.file(),
          width,
          height,
          (seconds, picture) -> {
            // half a frame before its time it is the nearest
            if (seconds > film.from() + (pictures.size() - 0.5) / fps) {
              pictures.add(kept.apply(picture.rgb()));
            }
            return pictures.size() < row.length();
          });
    } catch (IOException e) {
      throw DatasetException.of(
          "the pictures %s of episode %d cannot be read".formatted(feature, row.index()), e);
    }
    if (pictures.size() < row.length()) {
      throw new DatasetException(
          "the film %s holds %d pictures of episode %d, and the episode has %d frames"
              .formatted(film.file(), pictures.size(), row.index(), row.length()));
    }
    return pictures;
  }
}
