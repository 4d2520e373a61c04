package org.e2hil.scenarios.replay;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.e2hil.agent.env.DeterminismContract;
import org.e2hil.agent.env.EpisodeContract;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Workcell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay begins, ends and repeats itself as every world does. It keeps no more of the contract:
 * it obeys no action.
 */
class RecordedWorldContractTest implements DeterminismContract, EpisodeContract {

  @TempDir private static Path folder;

  @BeforeAll
  static void record() {
    RecordedEpisodes.write(
        folder.resolve("dataset"),
        IntStream.range(0, 11)
            .mapToObj(number -> RecordedEpisodes.episode(number, EpisodeEnd.timeLimit()))
            .toList());
  }

  @Override
  public Workcell open() {
    return RecordedEpisodes.open(folder.resolve("dataset"), OptionalInt.empty());
  }

  @Override
  public Workcell open(int horizon) {
    return RecordedEpisodes.open(folder.resolve("dataset"), OptionalInt.of(horizon));
  }
}
