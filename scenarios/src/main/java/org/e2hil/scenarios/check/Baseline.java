package org.e2hil.scenarios.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.JsonRecords;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.e2hil.scenarios.statistics.RateDifference;

/**
 * What the policy of an accepted run came to in its last evaluation, for later runs to be compared
 * with. Kept as a small JSON file beside the tests.
 *
 * @param scenario its name
 * @param task what was learned
 * @param robot with what
 * @param seed of the run, which also decides the episodes of its evaluations
 * @param world check sum of the settings of the task and the robot: runs with the same seed and the
 *     same world are evaluated in the same episodes
 * @param envSteps control periods of the training
 * @param outcomes one letter an episode, with mean actions: {@code 1} success, {@code 0} none,
 *     {@code -} a fault of the world
 * @param commit of the source that was trained, as git describes it
 * @param curve what it came to along the training, with sampled actions; a file may lack it
 */
@API(status = API.Status.EXPERIMENTAL)
public record Baseline(
    String scenario,
    String task,
    String robot,
    long seed,
    String world,
    long envSteps,
    String outcomes,
    String commit,
    Optional<List<Point>> curve) {

  /**
   * An evaluation along a training.
   *
   * @param envSteps control periods before it
   * @param successes of its episodes
   * @param episodes in which the world did not break
   */
  public record Point(long envSteps, int successes, int episodes) {}

  private static final char SUCCESS = '1';
  private static final char FAULT = '-';

  /** Refuses outcomes that are none. */
  public Baseline {
    if (!outcomes.matches("[01-]+")) {
      throw new IllegalArgumentException(
          "outcomes must be one of 1, 0 and - an episode, but are '" + outcomes + "'");
    }
  }

  /**
   * What a run came to.
   *
   * @throws RecordingException if its table of evaluations is damaged
   */
  public static Baseline of(TrainedRun run) {
    Scenario scenario = run.scenario();
    return new Baseline(
        scenario.name(),
        scenario.task().type(),
        scenario.robot().type(),
        scenario.seed(),
        world(run),
        run.summary().envSteps(),
        outcomes(run),
        Commit.current(),
        Optional.of(curve(run)));
  }

  /**
   * Reads one from a file.
   *
   * @throws RecordingException if it cannot be read
   * @throws org.e2hil.scenarios.config.ScenarioException if it is no baseline
   */
  public static Baseline read(Path file) {
    try {
      return JsonRecords.read(Files.readString(file), file.toString(), Baseline.class);
    } catch (IOException e) {
      throw new RecordingException(
          "cannot read the baseline %s: %s".formatted(file, RecordingException.reason(e)), e);
    }
  }

  /**
   * Writes it to a file, whose folder is made.
   *
   * @throws RecordingException if it cannot be written
   */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new RecordingException(
          "cannot make the folder of %s: %s".formatted(file, RecordingException.reason(e)), e);
    }
    RunDirectory.write(file, JsonRecords.write(this));
  }

  private static String world(TrainedRun run) {
    Scenario scenario = run.scenario();
    String settings =
        String.join(
            "\n",
            JsonRecords.write(scenario.task()),
            JsonRecords.write(scenario.robot().settings()),
            scenario.actionScaling().toString());
    CRC32C crc = new CRC32C();
    crc.update(settings.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  private static List<Point> curve(TrainedRun run) {
    return CompleteRun.read(run.files()).curve().stream()
        .map(point -> new Point(point.envSteps(), point.successes(), point.episodes()))
        .toList();
  }

  private static String outcomes(TrainedRun run) {
    Evaluated last = Evaluated.until(run, run.summary().envSteps()).orElseThrow();
    RecordedTable episodes = last.episodes();
    return IntStream.range(0, episodes.rows())
        .mapToObj(row -> episodes.word("episode_end", row))
        .map(end -> end.equals("success") ? "1" : end.equals("fault") ? "-" : "0")
        .collect(Collectors.joining());
  }

  boolean hasTheEpisodesOf(Baseline other) {
    return seed == other.seed && world.equals(other.world);
  }

  /** Episodes in which the world did not break. */
  int episodes() {
    return (int) outcomes.chars().filter(c -> c != FAULT).count();
  }

  /** Episodes that succeeded. */
  int successes() {
    return (int) outcomes.chars().filter(c -> c == SUCCESS).count();
  }

  /** Episodes that both have, and in which neither world broke. */
  int episodesInCommon(Baseline other) {
    return both(other, (a, b) -> true);
  }

  /** How the success rate has changed since an earlier run. */
  RateDifference since(Baseline earlier) {
    if (!hasTheEpisodesOf(earlier)) {
      return RateDifference.independent(
          successes(), episodes(), earlier.successes(), earlier.episodes());
    }
    return RateDifference.paired(
        both(earlier, (now, then) -> then && now),
        both(earlier, (now, then) -> then && !now),
        both(earlier, (now, then) -> !then && now),
        both(earlier, (now, then) -> !then && !now));
  }

  @FunctionalInterface
  private interface Pair {
    boolean test(boolean now, boolean then);
  }

  private int both(Baseline earlier, Pair counted) {
    String then = earlier.outcomes;
    return (int)
        IntStream.range(0, Math.min(outcomes.length(), then.length()))
            .filter(i -> outcomes.charAt(i) != FAULT && then.charAt(i) != FAULT)
            .filter(i -> counted.test(outcomes.charAt(i) == SUCCESS, then.charAt(i) == SUCCESS))
            .count();
  }

  /** The numbers of the episodes that an earlier run solved and this one does not, from 0. */
  int[] lostSince(Baseline earlier) {
    return IntStream.range(0, Math.min(outcomes.length(), earlier.outcomes.length()))
        .filter(i -> outcomes.charAt(i) == '0' && earlier.outcomes.charAt(i) == SUCCESS)
        .toArray();
  }
}
