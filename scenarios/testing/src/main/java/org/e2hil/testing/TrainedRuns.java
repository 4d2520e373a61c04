package org.e2hil.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.RecordedTraining;
import org.e2hil.scenarios.report.RecordingException;
import org.e2hil.scenarios.report.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that tests have trained, each once for all threads, processes and builds. */
final class TrainedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TrainedRuns.class);

  private static final String FOLDER_PROPERTY = "e2hil.runs";
  private static final String FOLDER = "target/e2hil-runs";

  /** A file lock belongs to the whole process; these keep its threads apart. */
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  private TrainedRuns() {}

  /**
   * The run of a scenario, which is trained unless that is done.
   *
   * @throws RecordingException if it cannot be recorded
   * @throws IllegalArgumentException if the thread was interrupted, which stops the training
   * @throws UnsupportedOperationException if this machine cannot train
   */
  static TrainedRun obtain(Scenarios scenarios, Scenario scenario) {
    Path folder = UserFiles.path(System.getProperty(FOLDER_PROPERTY, FOLDER)).toAbsolutePath();
    String name =
        "%s-seed%d-%s"
            .formatted(scenario.name(), scenario.seed(), TrainingKey.of(scenarios, scenario));
    Path path = folder.resolve(name).normalize();
    Path lock = folder.resolve(name + ".lock");
    synchronized (MONITORS.computeIfAbsent(path, any -> new Object())) {
      try {
        Files.createDirectories(path);
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.lock()) {
          LOG.debug("{} is held by this process: {}", path, held.isValid());
          return trained(scenarios, scenario, new RunDirectory(path));
        }
      } catch (IOException e) {
        throw new RecordingException(
            "cannot keep a run in %s: %s".formatted(path, RecordingException.reason(e)), e);
      }
    }
  }

  private static TrainedRun trained(Scenarios scenarios, Scenario scenario, RunDirectory run) {
    if (!RecordedTraining.isDone(scenarios, scenario, run)) {
      LOG.info("training {} in {}", scenario.name(), run.path());
      try (RecordedTraining training = RecordedTraining.open(scenarios, scenario, run)) {
        training.train(() -> Thread.currentThread().isInterrupted());
      }
    }
    return TrainedRun.in(scenarios, run);
  }
}
