package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2hil.agent.sac.LearnerBench;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.grid.Cell;
import org.e2hil.scenarios.grid.Experiment;
import org.e2hil.scenarios.grid.PlannedRun;
import org.e2hil.scenarios.grid.Schedule;
import org.e2hil.scenarios.report.Summary;

/**
 * Shows a person how far an experiment is: a line that is written over in a terminal, else one
 * every half minute, and one for each run that is complete or has failed.
 */
final class ExperimentProgress implements Schedule.Listener {

  private static final long LINE_EVERY_MILLIS = 30_000;
  private static final long TERMINAL_EVERY_MILLIS = 1_000;
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int MOST_CELLS = 40;

  /** Control periods that take longer than the estimate of how long they take. */
  private static final long WORTH_AN_ESTIMATE = 10_000;

  /** Numbers in the observations of the shipped scenarios, roughly. */
  private static final int TYPICAL_OBSERVATION = 48;

  private final PrintWriter print;
  private final InstantSource clock;
  private final boolean terminal;
  private final boolean attended;
  private final Map<PlannedRun, Long> doneAtFirst = new HashMap<>();
  private int all;
  private int over;
  private long firstMillis;
  private long lineMillis;

  /**
   * Tells a person.
   *
   * @param terminal whether a line can be written over
   * @param attended whether the runs themselves talk to the person, who is told nothing meanwhile
   */
  ExperimentProgress(PrintWriter print, InstantSource clock, boolean terminal, boolean attended) {
    this.print = print;
    this.clock = clock;
    this.terminal = terminal;
    this.attended = attended;
  }

  /** Says what will be done, before anything is. */
  void introduce(
      Scenarios scenarios,
      Experiment experiment,
      List<PlannedRun> runs,
      ExperimentMachines machines,
      boolean retryFailed) {
    all = runs.size();
    List<PlannedRun> complete = runs.stream().filter(run -> run.isComplete(scenarios)).toList();
    List<PlannedRun> failed =
        runs.stream()
            .filter(run -> !complete.contains(run) && !retryFailed && run.failure().isPresent())
            .toList();
    List<PlannedRun> left = new ArrayList<>(runs);
    left.removeAll(complete);
    left.removeAll(failed);
    over = complete.size() + failed.size();
    runs.forEach(run -> doneAtFirst.put(run, run.done()));
    firstMillis = clock.millis();
    lineMillis = firstMillis;
    long steps = left.stream().mapToLong(run -> Math.max(0, run.steps() - run.done())).sum();
    print.printf(
        "%d %s of an experiment of %d %s and %d %s, %d complete%s; %,d control periods are left, %s.%n",
        all,
        all == 1 ? "run" : "runs",
        experiment.cells().size(),
        experiment.cells().size() == 1 ? "cell" : "cells",
        experiment.file().seeds().size(),
        experiment.file().seeds().size() == 1 ? "seed" : "seeds",
        complete.size(),
        failed.isEmpty() ? "" : ", %d failed before and are left alone".formatted(failed.size()),
        steps,
        machines.say());
    experiment.cells().stream().limit(MOST_CELLS).forEach(cell -> print.println(line(cell)));
    if (experiment.cells().size() > MOST_CELLS) {
      print.printf("  and %d more%n", experiment.cells().size() - MOST_CELLS);
    }
    print.flush();
    if (steps > WORTH_AN_ESTIMATE && !attended) {
      double seconds = learnerSeconds(left) / Math.min(machines.atOnce().orElse(1), left.size());
      print.printf(
          "The learners alone need about %s of %s for that; worlds and evaluations come on top.%n",
          Durations.say(seconds),
          machines.cluster().isEmpty() ? "this machine" : "cores like this one's");
      print.flush();
    }
  }

  /** By a few learner steps of each kind of learner, measured now. */
  private static double learnerSeconds(List<PlannedRun> runs) {
    Map<LearnerBench.Workload, Double> measured = new HashMap<>();
    double seconds = 0;
    for (PlannedRun run : runs) {
      Scenario scenario = run.scenario();
      double step =
          measured.computeIfAbsent(
              new LearnerBench.Workload(
                  "", scenario.agent(), scenario.selection(), TYPICAL_OBSERVATION),
              workload -> LearnerBench.stepSeconds(workload, System::nanoTime));
      seconds +=
          step * scenario.training().updatesPerStep() * Math.max(0, run.steps() - run.done());
    }
    return seconds;
  }

  private static String line(Cell cell) {
    return "  %s: %s with %s, %,d control periods"
        .formatted(
            cell.name(),
            cell.scenario().task().type(),
            cell.scenario().robot().type(),
            cell.scenario().training().steps());
  }

  @Override
  public void begun(PlannedRun run) {
    doneAtFirst.put(run, run.done());
  }

  @Override
  public void complete(PlannedRun run) {
    over++;
    String reached =
        Summary.find(run.directory())
            .flatMap(summary -> summary.unaidedSuccess().mean())
            .map(rate -> "%d of %d un-aided".formatted(rate.successes(), rate.episodes()))
            .orElse("not evaluated");
    say("%d of %d: %s, %s".formatted(over, all, run.name(), reached));
  }

  @Override
  public void failed(PlannedRun run, String why) {
    over++;
    say("%d of %d: %s failed: %s".formatted(over, all, run.name(), why));
  }

  @Override
  public void tick(List<PlannedRun> running, List<PlannedRun> elsewhere, List<PlannedRun> pending) {
    long now = clock.millis();
    if (attended || now - lineMillis < (terminal ? TERMINAL_EVERY_MILLIS : LINE_EVERY_MILLIS)) {
      return;
    }
    lineMillis = now;
    String line = status(running, elsewhere, pending, now - firstMillis);
    print.print(terminal ? ERASE_LINE + line : line + System.lineSeparator());
    print.flush();
  }

  /** Takes the moving line away. */
  void endLine() {
    if (terminal && !attended) {
      print.print(ERASE_LINE);
      print.flush();
    }
  }

  /** Tells a sentence of its own. */
  void say(String line) {
    print.println(terminal ? ERASE_LINE + line : line);
    print.flush();
  }

  private String status(
      List<PlannedRun> running, List<PlannedRun> elsewhere, List<PlannedRun> pending, long millis) {
    String under =
        running.stream()
            .map(
                run ->
                    String.format(
                        Locale.ROOT,
                        "%s %.0f%%",
                        run.name(),
                        100.0 * Math.min(1, (double) run.done() / run.steps())))
            .collect(Collectors.joining(", "));
    String others =
        elsewhere.isEmpty() ? "" : "; another program does %d".formatted(elsewhere.size());
    return "%d of %d over, %s gone%s; %s%s"
        .formatted(
            over,
            all,
            Durations.say(millis / 1000.0),
            remaining(pending, millis / 1000.0),
            under.isEmpty() ? "waiting" : under,
            others);
  }

  /** By the speed so far. */
  private String remaining(List<PlannedRun> pending, double seconds) {
    long done =
        doneAtFirst.entrySet().stream()
            .mapToLong(entry -> entry.getKey().done() - entry.getValue())
            .sum();
    long left = pending.stream().mapToLong(run -> Math.max(0, run.steps() - run.done())).sum();
    return done <= 0 ? "" : ", about %s left".formatted(Durations.say(seconds * left / done));
  }
}
