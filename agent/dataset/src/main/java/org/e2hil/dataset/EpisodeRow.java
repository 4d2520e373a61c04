package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a dataset says of one episode, as far as it is needed to find it.
 *
 * @param index of the episode, from 0 without gaps
 * @param length frames
 * @param from number of its first frame in the dataset
 * @param to number of the frame after its last
 * @param data file that holds its frames, among others perhaps
 * @param dataCrc of that file; empty where another program wrote it
 * @param file that this row is of
 * @param films with its pictures
 */
record EpisodeRow(
    long index,
    long length,
    long from,
    long to,
    Path data,
    OptionalLong dataCrc,
    Path file,
    List<Film> films) {

  /**
   * The part of a film that an episode is.
   *
   * @param feature that it shows
   * @param file of the film
   * @param crc of that file; empty where another program wrote it
   * @param from seconds from the film's beginning
   */
  record Film(String feature, Path file, OptionalLong crc, double from) {}

  /** Those that hold its frames. */
  List<Path> files() {
    return Stream.concat(Stream.of(data), films.stream().map(Film::file)).toList();
  }

  /** Whether it says where its film of a feature is. */
  boolean isFilmed(String feature) {
    return films.stream().anyMatch(film -> film.feature().equals(feature));
  }

  /** Its film of a feature. */
  Film film(String feature) {
    return films.stream().filter(film -> film.feature().equals(feature)).findFirst().orElseThrow();
  }
}
