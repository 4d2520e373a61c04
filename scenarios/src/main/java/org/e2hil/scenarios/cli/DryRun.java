package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;

/**
 * A training that is not one: the robot is read, what an untrained policy would ask for goes
 * through all limits, and nothing is commanded, learned or kept.
 */
final class DryRun {

  private static final int MOST_PERIODS = 100;

  private final Scenarios scenarios;
  private final PrintWriter print;
  private final LongSupplier nanoTime;

  DryRun(Scenarios scenarios, PrintWriter print, LongSupplier nanoTime) {
    this.scenarios = scenarios;
    this.print = print;
    this.nanoTime = nanoTime;
  }

  void run(Scenario scenario) {
    SeededRandom random = SeededRandom.of(scenario.seed(), "rehearsal");
    LimitCounts limits = new LimitCounts();
    try (Workcell workcell = scenarios.open(scenario)) {
      workcell.environment().reset(scenario.seed());
      long begin = nanoTime.getAsLong();
      int periods = 0;
      StepResult result;
      do {
        result = workcell.environment().step(proposal(random));
        limits.addAll(result.limits());
        periods++;
      } while (!result.episodeEnd().isEnd() && periods < MOST_PERIODS);
      double periodMs = (nanoTime.getAsLong() - begin) / 1e6 / periods;
      print.printf(
          "%s on %s: %d control periods of %.0f ms, which should be %.0f ms; nothing was commanded.%n",
          scenario.task().type(),
          scenario.robot().type(),
          periods,
          periodMs,
          1000 / workcell.environment().spec().controlHz());
      print.printf("Limits that would have edited a motion: %s.%n", limits);
      if (result.episodeEnd().isEnd()) {
        print.printf("The episode ended: %s.%n", result.episodeEnd().reason());
      }
      print.flush();
    }
  }

  private static Action proposal(SeededRandom random) {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < Action.CONTINUOUS; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    values[Action.GRIPPER] = random.nextInt(3) - 1;
    return Action.of(values);
  }
}
