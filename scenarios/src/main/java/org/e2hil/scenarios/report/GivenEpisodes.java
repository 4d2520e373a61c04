package org.e2hil.scenarios.report;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.dataset.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Episodes in a place that a user names: a file of ours, or a LeRobot dataset. */
@API(status = API.Status.INTERNAL)
public final class GivenEpisodes {

  private static final Logger LOG = LoggerFactory.getLogger(GivenEpisodes.class);

  private GivenEpisodes() {}

  /**
   * Reads every whole episode.
   *
   * @throws IllegalArgumentException if there is none
   * @throws org.e2hil.dataset.DatasetException if a dataset cannot be read, or its actions are not
   *     ours
   */
  public static List<Episode> read(Path place) {
    if (!Dataset.isDataset(place)) {
      return EpisodeFile.read(place);
    }
    Dataset dataset = Dataset.open(place);
    dataset.leftOut().ifPresent(LOG::warn);
    if (dataset.episodes() == 0) {
      throw new IllegalArgumentException(place + " holds no whole episode");
    }
    return dataset.read(Integer.MAX_VALUE);
  }

  /** How many whole episodes there are. */
  public static int count(Path place) {
    return Dataset.isDataset(place) ? Dataset.open(place).episodes() : EpisodeFile.count(place);
  }
}
