package org.e2hil.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Writes the whole episodes of several datasets into a new one, in the order given. The new one
 * gets its name when all are in it: killed before, it begins again when it is run again.
 */
@API(status = API.Status.INTERNAL)
public final class DatasetMerge {

  private DatasetMerge() {}

  /**
   * What was written.
   *
   * @param episodes in the new dataset
   * @param leftOut a sentence for each dataset that was not whole
   */
  public record Written(long episodes, List<String> leftOut) {

    /** Copies the sentences. */
    public Written {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Merges them.
   *
   * @param folders datasets of ours with the same columns, rate, robot and task, at least one
   * @param out a folder that is not there yet, or is empty
   * @throws DatasetException if they differ, of which nothing is written, or if one cannot be read
   *     or the new one not be written
   */
  public static Written of(List<Path> folders, Path out) {
    List<Dataset> datasets = folders.stream().map(Dataset::open).toList();
    DatasetSpec spec = datasets.get(0).ownSpec();
    for (Dataset dataset : datasets) {
      if (!dataset.ownSpec().agreesWith(spec)) {
        throw new DatasetException(
            "the dataset %s %s, as %s; merge only what is alike"
                .formatted(
                    dataset.layout().root(),
                    dataset.ownSpec().misfit(spec),
                    datasets.get(0).layout().root()));
      }
    }
    long episodes =
        DatasetWriter.writeNew(
            out,
            spec,
            writer -> {
              try (Duck duck = Duck.open()) {
                OwnEpisodes stored = new OwnEpisodes(duck, spec);
                for (Dataset dataset : datasets) {
                  for (EpisodeRow row : dataset.whole().rows()) {
                    Map<String, Path> films = new HashMap<>();
                    row.films().forEach(film -> films.put(film.feature(), film.file()));
                    writer.append(stored.read(row), stored.note(row), films);
                  }
                }
              }
            });
    List<String> leftOut = new ArrayList<>();
    datasets.stream().map(Dataset::leftOut).flatMap(Optional::stream).forEach(leftOut::add);
    return new Written(episodes, leftOut);
  }
}
