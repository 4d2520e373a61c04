package org.e2hil.scenarios.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.Preflight;
import org.e2hil.scenarios.grid.Engine;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.LocalEngine;
import org.e2hil.scenarios.grid.SparkEngine;

/**
 * Which machines do an experiment's runs, and how many at once: this one, one run a core, fewer
 * where a run has threads of its own and one where a person attends it; or a cluster's.
 *
 * @param cluster Spark's master; empty for this machine
 * @param atOnce how many runs; empty for as many as the cluster has cores for
 * @param threads of one run, at least 1
 * @param attended whether a person is asked along the runs, as on a robot
 */
record ExperimentMachines(
    Optional<String> cluster, OptionalInt atOnce, int threads, boolean attended) {

  private static final Pattern MASTER =
      Pattern.compile("spark://[^\\s:/,]+:\\d+(,[^\\s:/,]+:\\d+)*");

  /** The engine that is this machine. */
  static final String LOCAL = "local";

  /**
   * What was asked for.
   *
   * @param engine {@code local} or Spark's master
   * @param jobs how many runs at once; null for as many as there are cores for
   * @throws IllegalArgumentException if that cannot be
   */
  static ExperimentMachines choose(
      Scenarios scenarios, Experiment experiment, String engine, Integer jobs) {
    boolean attended =
        experiment.cells().stream().anyMatch(c -> Preflight.isRobot(scenarios, c.scenario()));
    int threads =
        experiment.cells().stream()
            .mapToInt(cell -> Math.max(1, cell.scenario().agent().threads()))
            .max()
            .orElse(1);
    if (jobs != null && jobs < 1) {
      throw new IllegalArgumentException("--jobs must be at least 1, but is %,d".formatted(jobs));
    }
    if (attended && jobs != null && jobs > 1) {
      throw new IllegalArgumentException(
          "--jobs must be 1 where a person judges and resets a robot, but is " + jobs);
    }
    if (engine.equals(LOCAL)) {
      int cores = Runtime.getRuntime().availableProcessors();
      int most = jobs == null ? Math.max(1, cores / threads) : jobs;
      return new ExperimentMachines(
          Optional.empty(), OptionalInt.of(attended ? 1 : most), threads, attended);
    }
    if (!MASTER.matcher(engine).matches()) {
      throw new IllegalArgumentException(
          "--engine must be local or the address of Spark's master, spark://HOST:PORT, but is '%s'"
              .formatted(engine));
    }
    if (attended) {
      throw new IllegalArgumentException(
          "a person judges and resets a robot beside this machine: leave --engine out");
    }
    return new ExperimentMachines(
        Optional.of(engine),
        jobs == null ? OptionalInt.empty() : OptionalInt.of(jobs),
        threads,
        false);
  }

  /** Such as "2 runs at once". */
  String say() {
    String runs =
        atOnce.isEmpty()
            ? "as many runs at once as there is room for"
            : atOnce.getAsInt() == 1 ? "1 run at once" : atOnce.getAsInt() + " runs at once";
    return cluster.map(master -> runs + " on " + master).orElse(runs);
  }

  /**
   * Makes ready to do runs.
   *
   * @param folder of the experiment
   * @param tell is given sentences for a person
   */
  Engine open(String experiment, Path folder, Consumer<String> tell) {
    String main = Main.class.getName();
    return cluster.isPresent()
        ? new SparkEngine(
            cluster.get(),
            experiment,
            main,
            threads,
            atOnce.orElse(0),
            folder.resolve("spark.log"),
            tell)
        : new LocalEngine(
            main, atOnce.getAsInt(), Runtime.getRuntime().availableProcessors(), attended);
  }
}
