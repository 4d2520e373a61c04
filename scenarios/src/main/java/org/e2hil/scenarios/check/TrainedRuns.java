package org.e2hil.scenarios.check;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that checks and tests have trained, each once for all threads, processes and builds. */
@API(status = API.Status.INTERNAL)
public final class TrainedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TrainedRuns.class);

  /** A file lock belongs to the whole process; these keep its threads apart. */
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  private TrainedRuns() {}

  /**
   * The run of a scenario, which is trained unless that is done.
   *
   * @param folder of all runs
   * @param training trains in a directory, which may hold the beginning, to the end
   * @throws RecordingException if it cannot be kept there
   * @throws IllegalArgumentException if the training was stopped
   * @throws UnsupportedOperationException if this machine cannot train
   */
  public static TrainedRun obtain(
      Scenarios scenarios, Scenario scenario, Path folder, Consumer<RunDirectory> training) {
    String name =
        "%s-seed%d-%s"
            .formatted(scenario.name(), scenario.seed(), TrainingKey.of(scenarios, scenario));
    Path path = folder.resolve(name).normalize();
    Path lock = folder.resolve(name + ".lock");
    synchronized (MONITORS.computeIfAbsent(path.toAbsolutePath(), any -> new Object())) {
      try {
        Files.createDirectories(path);
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.lock()) {
          LOG.debug("{} is held by this process: {}", path, held.isValid());
          RunDirectory run = new RunDirectory(path);
          if (!RecordedTraining.isDone(scenarios, scenario, run)) {
            training.accept(run);
          }
          return TrainedRun.in(scenarios, run);
        }
      } catch (IOException e) {
        throw new RecordingException(
            "cannot keep a run in %s: %s".formatted(path, RecordingException.reason(e)), e);
      }
    }
  }
}
