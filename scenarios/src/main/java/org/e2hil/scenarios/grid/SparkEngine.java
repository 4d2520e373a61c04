package org.e2hil.scenarios.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.e2hil.agent.system.UserFiles;

/**
 * Runs on a cluster of Apache Spark, one task each. The machines share a disk with the runs, the
 * program and its libraries at the same paths. Spark's driver is a process of its own: the jar of
 * the module {@code scenarios/spark}. Its class {@code SparkRuns} documents the lines that the two
 * exchange. The driver ends with this program, and its tasks end with the driver.
 */
@API(status = API.Status.INTERNAL)
public final class SparkEngine implements Engine {

  /** The property that names the driver's jar. */
  public static final String JAR_PROPERTY = "e2hil.spark";

  /** What the driver needs, besides Spark itself, for a few hundred runs. */
  private static final String DRIVER_HEAP = "-Xmx512m";

  private static final long MOST_SECONDS_TO_END = 20;

  private final String master;
  private final Path log;
  private final Consumer<String> tell;
  private final Process driver;
  private final PrintStream requests;
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final Map<String, String> outcomes = new ConcurrentHashMap<>();
  private volatile int slots;
  private int begun;

  /**
   * Begins Spark's driver; there is no room for a run before it has reached workers.
   *
   * @param master of the cluster, {@code spark://HOST:PORT}
   * @param experiment its name, for those who look at the cluster
   * @param mainClass of the command line; its command {@code run} does one run
   * @param cores of one run
   * @param most runs at once, 0 for as many as the cluster has cores for
   * @param log to which Spark writes
   * @param tell is given sentences for a person
   * @throws IllegalArgumentException if the driver was not built
   */
  public SparkEngine(
      String master,
      String experiment,
      String mainClass,
      int cores,
      int most,
      Path log,
      Consumer<String> tell) {
    this.master = master;
    this.log = log;
    this.tell = tell;
    List<String> command = new ArrayList<>();
    command.add(RunProcess.java());
    command.addAll(List.of(DRIVER_HEAP, "-jar", jar().toString(), master));
    command.addAll(List.of(String.valueOf(cores), String.valueOf(cores * most), experiment));
    command.addAll(RunProcess.command(mainClass, cores));
    try {
      driver = new ProcessBuilder(command).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("Spark's driver cannot be started: " + e.getMessage(), e);
    }
    requests = new PrintStream(driver.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread listener = new Thread(this::listen, "spark");
    listener.setDaemon(true);
    listener.start();
  }

  /** The driver's jar, once it is known to be there. */
  private static Path jar() {
    String named = System.getProperty(JAR_PROPERTY);
    if (named == null || !Files.isReadable(UserFiles.path(named))) {
      throw new IllegalArgumentException(
          "Spark's driver is not there"
              + (named == null ? "" : " (" + named + ")")
              + "; build it in the folder of E2HiL: mvn -Pspark -pl scenarios/spark -DskipTests"
              + " package -Dspark.version=VERSION, with the version of the cluster");
    }
    return UserFiles.path(named).toAbsolutePath();
  }

  private void listen() {
    try (BufferedReader answers =
        new BufferedReader(
            new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "slots" -> slots = Integer.parseInt(words[1]);
          case "note" -> notes.add(words[1]);
          case "over" -> {
            String[] outcome = words[1].split(" ", 2);
            outcomes.put(outcome[0], outcome[1]);
          }
          default -> notes.add("Spark's driver said: " + line);
        }
      }
    } catch (IOException e) {
      notes.add("Spark's driver is no longer heard: " + e.getMessage());
    }
  }

  /**
   * As many as the cluster has cores for at this moment.
   *
   * @throws EngineLostException if the cluster cannot be reached, or not any more
   */
  @Override
  public int slots() {
    for (String note = notes.poll(); note != null; note = notes.poll()) {
      tell.accept(note);
    }
    requireDriver();
    return slots;
  }

  private void requireDriver() {
    if (!driver.isAlive()) {
      throw new EngineLostException(
          "Spark's master %s cannot be reached or has ended the work; %s tells why. Once it is mended, go on by the same command"
              .formatted(master, log));
    }
  }

  @Override
  public Job start(PlannedRun run) {
    begun++;
    String id = String.valueOf(begun);
    requests.println("start " + id + " " + run.directory().path().toAbsolutePath().normalize());
    return new SparkJob(id, run.log());
  }

  /** Waits until the driver has let go of the cluster, but not for long. */
  @Override
  public void close() {
    requests.close();
    try {
      if (!driver.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private final class SparkJob implements Job {

    private final String id;
    private final Path runLog;

    private SparkJob(String id, Path runLog) {
      this.id = id;
      this.runLog = runLog;
    }

    @Override
    public boolean isOver() {
      boolean over = outcomes.containsKey(id);
      if (!over) {
        requireDriver();
      }
      return over;
    }

    @Override
    public Optional<String> failure() {
      String[] outcome = outcomes.get(id).split(" ", 2);
      return switch (outcome[0]) {
        case "exit" -> RunProcess.failure(Integer.parseInt(outcome[1]), runLog);
        case "failed" -> Optional.of(outcome[1]);
        default -> Optional.empty();
      };
    }

    @Override
    public void stop() {
      requests.println("stop " + id);
    }
  }
}
