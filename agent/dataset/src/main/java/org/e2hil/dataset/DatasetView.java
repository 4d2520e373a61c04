package org.e2hil.dataset;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What a person looks at of a dataset, of ours or of another program, whatever its actions are.
 *
 * @param dataset that it was read from
 * @param signals of each frame, in their order
 * @param filming names of the features that are films
 * @param picturing names of the features that are pictures in the frames
 * @param episodes the first ones, as far as the limits go
 */
@API(status = API.Status.INTERNAL)
public record DatasetView(
    Dataset dataset,
    List<Signal> signals,
    List<String> filming,
    List<String> picturing,
    List<EpisodeView> episodes) {

  /** Copies the lists. */
  public DatasetView {
    signals = List.copyOf(signals);
    filming = List.copyOf(filming);
    picturing = List.copyOf(picturing);
    episodes = List.copyOf(episodes);
  }

  /**
   * How much is read. The first episode is read in any case, but for its pictures.
   *
   * @param frames of all episodes together, at most
   * @param numbers in these frames, at most
   * @param pictureBytes of all pictures together, at most
   */
  public record Limits(long frames, long numbers, long pictureBytes) {}

  /**
   * Reads episodes until a limit is reached.
   *
   * @throws DatasetException if it is no dataset, has no whole episode, or cannot be read
   */
  public static DatasetView read(Path folder, Limits limits) {
    Dataset dataset = Dataset.open(folder);
    if (dataset.episodes() == 0) {
      throw new DatasetException(
          dataset.leftOut().orElse("the dataset %s has no episode yet".formatted(folder))
              + "; there is nothing to look at");
    }
    try (Duck duck = Duck.open()) {
      return read(duck, dataset, limits);
    } catch (SQLException e) {
      throw new DatasetException(
          "the episodes of %s cannot be read: %s".formatted(folder, Duck.reason(e)), e);
    }
  }

  private static DatasetView read(Duck duck, Dataset dataset, Limits limits) throws SQLException {
    DatasetInfo info = dataset.info();
    List<Signal> signals =
        EpisodeFramesView.shown(info).stream()
            .flatMap(feature -> Signal.of(info, feature).stream())
            .toList();
    List<String> filming = info.pictures().stream().filter(info::isFilm).toList();
    List<String> picturing = info.pictures().stream().filter(name -> !info.isFilm(name)).toList();
    EpisodeFactsTable facts = EpisodeFactsTable.read(duck, dataset);
    EpisodeFramesView frames = new EpisodeFramesView(duck, info);
    List<EpisodeView> episodes = new ArrayList<>();
    long pictureBytes = 0;
    for (EpisodeRow row : dataset.whole().rows()) {
      boolean tooMany = row.to() > limits.frames() || row.to() * signals.size() > limits.numbers();
      if (tooMany && !episodes.isEmpty()) {
        break;
      }
      EpisodeFramesView.Read read = frames.read(row, facts.facts(row.index()));
      List<Optional<EpisodeView.Film>> films =
          filming.stream().map(camera -> film(dataset, row, camera)).toList();
      List<List<byte[]>> pictures = new ArrayList<>();
      if (!picturing.isEmpty()) {
        pictureBytes += frames.pictureBytes(row, picturing);
        for (int i = 0; pictureBytes <= limits.pictureBytes() && i < picturing.size(); i++) {
          pictures.add(frames.pictures(row, picturing.get(i)));
        }
      }
      episodes.add(
          new EpisodeView(
              row.index(),
              Math.toIntExact(row.length()),
              read.facts(),
              read.stretches(),
              read.values(),
              films,
              pictures));
    }
    return new DatasetView(dataset, signals, filming, picturing, episodes);
  }

  /** Where an episode lies in a camera's films; empty where its row does not tell. */
  private static Optional<EpisodeView.Film> film(Dataset dataset, EpisodeRow row, String camera) {
    if (!row.isFilmed(camera)) {
      return Optional.empty();
    }
    EpisodeRow.Film film = row.film(camera);
    return Optional.of(
        new EpisodeView.Film(
            dataset.layout().root().relativize(film.file()),
            film.from(),
            film.from() + (double) row.length() / dataset.fps()));
  }
}
