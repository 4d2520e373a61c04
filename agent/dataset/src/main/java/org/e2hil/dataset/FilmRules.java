package org.e2hil.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.e2hil.dataset.film.FilmReader;

/** What the films must hold: a picture for each frame, where LeRobot looks for it. */
final class FilmRules {

  /** LeRobot finds no picture that is farther from its frame's time, in seconds. */
  private static final double TOLERANCE = 1e-4;

  private final Layout layout;
  private final DatasetInfo info;
  private final WholeEpisodes whole;
  private final List<String> found;

  FilmRules(Layout layout, DatasetInfo info, WholeEpisodes whole, List<String> found) {
    this.layout = layout;
    this.info = info;
    this.whole = whole;
    this.found = found;
  }

  void check() {
    for (String feature : info.pictures()) {
      if (info.isFilm(feature)) {
        List<EpisodeRow> without =
            whole.rows().stream().filter(row -> !row.isFilmed(feature)).toList();
        if (!without.isEmpty()) {
          found.add(
              "meta/episodes does not say where the film %s of episode %d is."
                  .formatted(feature, without.get(0).index()));
        } else {
          films(feature);
        }
      }
    }
  }

  private void films(String feature) {
    Map<Path, List<EpisodeRow>> films =
        whole.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.film(feature).file(), TreeMap::new, Collectors.toList()));
    films.forEach(
        (film, rows) -> {
          try {
            double[] times = FilmReader.times(film);
            rows.forEach(row -> film(row.film(feature), row, times));
          } catch (IOException e) {
            found.add("%s: %s.".formatted(layout.name(film), e.getMessage()));
          }
        });
  }

  private void film(EpisodeRow.Film film, EpisodeRow row, double[] times) {
    int next = 0;
    for (long frame = 0; frame < row.length(); frame++) {
      double wanted = film.from() + (double) frame / info.fps();
      while (next < times.length && times[next] < wanted - TOLERANCE) {
        next++;
      }
      if (next == times.length || times[next] > wanted + TOLERANCE) {
        found.add(
            "%s has no picture of frame %d of episode %d, at %s s."
                .formatted(layout.name(film.file()), frame, row.index(), wanted));
        return;
      }
    }
  }
}
