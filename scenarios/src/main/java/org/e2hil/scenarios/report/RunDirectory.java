package org.e2hil.scenarios.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.e2hil.agent.training.Checkpoint;
import org.e2hil.agent.training.EpisodeFile;

/**
 * Where everything of one run lies.
 *
 * @param path of the directory
 */
public record RunDirectory(Path path) {

  /**
   * Makes a new one.
   *
   * @throws RecordingException if it cannot be made, or already holds a run
   */
  public static RunDirectory create(Path path) {
    RunDirectory run = new RunDirectory(path);
    if (Files.exists(run.metrics())) {
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
   * One that is there.
   *
   * @param path of the directory, or of a file in it
   * @throws RecordingException if there is no run
   */
  public static RunDirectory find(Path path) {
    Path directory = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    RunDirectory run = new RunDirectory(directory);
    if (!Files.isRegularFile(run.scenario())) {
      throw new RecordingException(path + " is no run: there is no " + run.scenario());
    }
    return run;
  }

  /** The scenario, with every field spelt out. */
  public Path scenario() {
    return path.resolve("scenario.json");
  }

  /** One row an episode, a logging interval and an examination. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** One row an episode of an examination, which the policy did alone. */
  public Path examinations() {
    return path.resolve("examinations.csv");
  }

  /** One row a takeover. */
  public Path interventions() {
    return path.resolve("interventions.csv");
  }

  /** The folder of the tables that {@link DiagnosticsTables} writes. */
  public Path diagnostics() {
    return path.resolve("diagnostics");
  }

  /** One row an episode of a world that draws its parameters anew each time. */
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

  /** Keeps demonstrations aside that a killed process had recorded and a script records again. */
  public static void keepDemonstrationsAside(Path file) {
    keepAside(file, file.resolveSibling("demonstrations-before.e2hil"), 0);
  }

  /** Copies a file of episodes if it holds more than are kept. No earlier copy is overwritten. */
  static void keepAside(Path file, Path copy, int kept) {
    if (!Files.exists(file) || EpisodeFile.count(file) <= kept) {
      return;
    }
    Path free = copy;
    for (int number = 2; Files.exists(free); number++) {
      String name = copy.getFileName().toString();
      free = copy.resolveSibling(name.replaceFirst("(?=\\.e2hil$)", "-" + number));
    }
    try {
      Files.copy(file, free);
    } catch (IOException e) {
      throw RecordingException.of(free, e);
    }
  }

  /** Replaces a small file as a whole, so that no reader ever sees half of it. */
  public static void write(Path file, String text) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw RecordingException.of(file, e);
    }
  }
}
