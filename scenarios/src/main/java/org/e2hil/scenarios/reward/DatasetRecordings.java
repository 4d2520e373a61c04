package org.e2hil.scenarios.reward;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.e2hil.agent.reward.Recordings;
import org.e2hil.agent.reward.RewardException;
import org.e2hil.agent.training.Origin;
import org.e2hil.dataset.Dataset;

/**
 * A dataset whose episodes a classifier learns from or is held against.
 *
 * @param dataset that they lie in
 * @param origin what its numbers mean
 */
@API(status = API.Status.INTERNAL)
public record DatasetRecordings(Dataset dataset, Origin origin) {

  /**
   * Opens one.
   *
   * @param task that was recorded
   * @throws RewardException if it is of another task, holds no episode, or does not tell its groups
   */
  public static DatasetRecordings open(Path folder, String task) {
    Dataset dataset = Dataset.open(folder);
    Origin origin = dataset.origin();
    if (!origin.task().equals(task)) {
      throw new RewardException(
          "the dataset %s was recorded for the task %s, not %s; name one of that task"
              .formatted(folder, origin.task(), task));
    }
    if (dataset.episodes() == 0) {
      throw new RewardException(
          "the dataset %s holds no whole episode; record some, as with ./e2hil record"
              .formatted(folder));
    }
    if (dataset.spec().orElseThrow().groups().isEmpty()) {
      throw new RewardException(
          "the dataset %s does not say which groups its observations have, as the first versions of E2HiL did not; export or record it again"
              .formatted(folder));
    }
    return new DatasetRecordings(dataset, origin);
  }

  /** The first episodes, as many as there are at most. */
  public Recordings first(int episodes) {
    return new Recordings(
        dataset.spec().orElseThrow().groups(),
        Math.min(dataset.episodes(), episodes),
        index -> dataset.read(index, 1).get(0));
  }
}
