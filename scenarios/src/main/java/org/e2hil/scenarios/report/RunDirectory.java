package org.e2hil.scenarios.report;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.e2hil.agent.training.Checkpoint;
import org.e2hil.agent.training.EpisodeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything of one run lies.
 *
 * @param path of the directory
 */
@API(status = API.Status.MAINTAINED)
public record RunDirectory(Path path) {

  private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);

  private static final String EPISODES = ".e2hil";

  /**
   * Makes a new one.
   *
   * @throws RecordingException if it cannot be made, or already holds a run
   */
  public static RunDirectory create(Path path) {
    requireName(path);
    RunDirectory run = new RunDirectory(path);
    if (run.isRecorded()) {
      throw new RecordingException(
          path + " already holds a run; choose another --out, or go on with --resume " + path);
    }
    try {
      Files.createDirectories(path);
      return run;
    } catch (IOException e) {
      throw RecordingException.of(path, e);
    }
  }

  /**
   * Makes a new one; where the name is taken, as of two that begin in the same second, a number
   * follows it.
   *
   * @throws RecordingException if it cannot be made
   */
  public static RunDirectory createNumbered(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new RunDirectory(claim(path, Files::createDirectory));
    } catch (IOException e) {
      throw RecordingException.of(path, e);
    }
  }

  /**
   * One that is there.
   *
   * @param path of the directory, or of the checkpoint in it
   * @throws RecordingException if there is no run
   */
  public static RunDirectory find(Path path) {
    requireName(path);
    if (!Files.exists(path)) {
      throw new RecordingException("there is no run " + path + "; look for a misspelt name");
    }
    if (Files.isDirectory(path)) {
      return holding(path, path);
    }
    if (!path.endsWith(Checkpoint.FILE_NAME)) {
      throw new RecordingException(
          "%s is no run; name the run's directory, or the %s in it"
              .formatted(path, Checkpoint.FILE_NAME));
    }
    return holding(path.toAbsolutePath().getParent(), path);
  }

  /**
   * The run that a file was left in, such as a copy of a checkpoint.
   *
   * @throws RecordingException if it does not lie in a run's directory
   */
  public static RunDirectory around(Path file) {
    return holding(file.toAbsolutePath().getParent(), file);
  }

  private static RunDirectory holding(Path directory, Path named) {
    RunDirectory run = new RunDirectory(directory);
    if (!Files.isRegularFile(run.scenario())) {
      throw new RecordingException(named + " is no run: there is no " + run.scenario());
    }
    return run;
  }

  /** An empty name would be the current directory. */
  private static void requireName(Path path) {
    if (path.toString().isBlank()) {
      throw new RecordingException("the name of the run is empty; give its directory");
    }
  }

  /** Whether anything lies here that a training would write over, be it the user's scenario. */
  private boolean isRecorded() {
    return Stream.of(
            scenario(),
            metrics(),
            evaluations(),
            interventions(),
            episodes(),
            demonstrations(),
            checkpoint(),
            policy(),
            summary())
        .anyMatch(Files::exists);
  }

  /**
   * Refuses to begin a run again that has lost its checkpoint: what it recorded would be thrown
   * away. One that was stopped before its first checkpoint may begin again.
   *
   * @param checkpointEverySteps of the run
   * @throws RecordingException if there must have been a checkpoint
   */
  public void requireNoProgress(int checkpointEverySteps) {
    boolean complete = Summary.find(this).map(Summary::complete).orElse(false);
    if (complete || Files.exists(policy()) || isBeyond(checkpointEverySteps)) {
      throw new RecordingException(
          "%s has lost its checkpoint: there is no %s, though the run had one; restore it from a copy, or train again with another --out"
              .formatted(path, checkpoint()));
    }
  }

  /** Whether an episode began after the first checkpoint was due. */
  private boolean isBeyond(int checkpointEverySteps) {
    if (!Files.exists(metrics())) {
      return false;
    }
    RecordedTable rows = RunTable.read(this).episodes();
    return IntStream.range(0, rows.rows())
        .anyMatch(
            row ->
                rows.number(RunRecorder.ENV_STEPS, row) - rows.number("steps", row)
                    >= checkpointEverySteps);
  }

  /** Control periods up to the last row of {@link #metrics()}; 0 where there is none. */
  public long recordedSteps() {
    try {
      return LastRow.number(metrics(), RunRecorder.ENV_STEPS);
    } catch (IOException e) {
      throw RecordingException.of(metrics(), e);
    }
  }

  /** The scenario, with every field spelt out. */
  public Path scenario() {
    return path.resolve("scenario.json");
  }

  /** One row an episode, a logging interval and an evaluation. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** One row an episode of an evaluation, which the policy did alone. */
  public Path evaluations() {
    return path.resolve("evaluations.csv");
  }

  /** One row a takeover. */
  public Path interventions() {
    return path.resolve("interventions.csv");
  }

  /** The folder of the tables that {@link DiagnosticsTables} writes. */
  public Path diagnostics() {
    return path.resolve("diagnostics");
  }

  /** One row an episode of a world that draws its parameters each time. */
  public Path randomisation() {
    return path.resolve("randomisation.csv");
  }

  /** The demonstrations that learning began from. */
  public Path demonstrations() {
    return path.resolve("demonstrations.e2hil");
  }

  /** Every episode of the training, as it was measured and done. */
  public Path episodes() {
    return path.resolve("episodes.e2hil");
  }

  /** Episodes that a run had recorded when it was cut back to a checkpoint. */
  Path episodesBeyond(long envSteps) {
    return path.resolve("episodes-until-resumed-at-" + envSteps + ".e2hil");
  }

  /** The whole state of the run. */
  public Path checkpoint() {
    return path.resolve(Checkpoint.FILE_NAME);
  }

  /** The policy of the checkpoint, for programs that know nothing of E2HiL. */
  public Path policy() {
    return path.resolve("policy.zip");
  }

  /** The folder of TensorBoard's events. */
  public Path tensorBoard() {
    return path.resolve("tensorboard");
  }

  /** The run in a few numbers. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The folder of pictures. */
  public Path plots() {
    return path.resolve("plots");
  }

  /**
   * Keeps demonstrations aside that will be cut off: those that a script records again, and what
   * stands behind a damaged one.
   *
   * @param kept how many of the first ones the run goes on with
   */
  public static void keepDemonstrationsAside(Path file, int kept) {
    keepAside(file, file.resolveSibling("demonstrations-before.e2hil"), kept);
  }

  /**
   * Copies a file of episodes if it holds more than its first ones, be it readable or not. No
   * earlier copy is overwritten.
   */
  static void keepAside(Path file, Path copy, int kept) {
    try {
      if (!Files.exists(file) || Files.size(file) <= EpisodeFile.bytes(file, kept)) {
        return;
      }
      // what was kept aside before stays: a number follows the new one's name
      Path aside = claim(copy, free -> Files.copy(file, free));
      try (FileChannel channel = FileChannel.open(aside, WRITE)) {
        // the copy must reach the disk before anything is cut off
        channel.force(true);
      }
      LOG.warn("{} holds more than the run goes on with; all of it is kept in {}", file, aside);
    } catch (IOException e) {
      throw RecordingException.of(copy, e);
    }
  }

  /** Makes something in a place where nothing is yet. */
  @FunctionalInterface
  private interface Maker {
    void make(Path free) throws IOException;
  }

  /** The first of {@code a.b}, {@code a-2.b}, {@code a-3.b} … that nobody has taken. */
  private static Path claim(Path wanted, Maker maker) throws IOException {
    String name = wanted.getFileName().toString();
    int dot = name.endsWith(EPISODES) ? name.length() - EPISODES.length() : name.length();
    for (int number = 1; ; number++) {
      String suffix = number == 1 ? "" : "-" + number;
      Path free = wanted.resolveSibling(name.substring(0, dot) + suffix + name.substring(dot));
      try {
        maker.make(free);
        return free;
      } catch (FileAlreadyExistsException taken) {
        // the next number
      }
    }
  }

  /** Replaces a small file as a whole, so that no reader ever sees half of it. */
  public static void write(Path file, String text) {
    write(file, StandardCharsets.UTF_8.encode(text));
  }

  /** Replaces a small file as a whole, so that no reader ever sees half of it. */
  public static void write(Path file, ByteBuffer bytes) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // the name must not reach the disk before the content does
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    } finally {
      // half a file would take the room on a full disk that a whole one needs
      deleteQuietly(fresh);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // what was wrong with writing it is told already
      return;
    }
  }
}
