package org.e2hil.scenarios.report;

import java.nio.file.Files;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;

/**
 * What a run had recorded when it ended, beyond its last checkpoint.
 *
 * @param episodes in their order
 * @param envSteps control periods of the run after the last of them
 */
@API(status = API.Status.INTERNAL)
public record NewerEpisodes(List<Episode> episodes, long envSteps) {

  /**
   * Reads them.
   *
   * @param envSteps control periods of the checkpoint
   */
  public static NewerEpisodes of(RunDirectory run, long envSteps) {
    if (!Files.exists(run.metrics()) || !Files.exists(run.episodes())) {
      return new NewerEpisodes(List.of(), envSteps);
    }
    RecordedTable rows = RunTable.read(run).episodes();
    double[] ends = rows.numbers(RunRecorder.ENV_STEPS);
    int known = 0;
    while (known < ends.length && ends[known] <= envSteps) {
      known++;
    }
    // an episode is written before its row: every row has one
    List<Episode> recorded = EpisodeFile.read(run.episodes());
    int last = Math.min(ends.length, recorded.size());
    return known >= last
        ? new NewerEpisodes(List.of(), envSteps)
        : new NewerEpisodes(recorded.subList(known, last), (long) ends[last - 1]);
  }
}
