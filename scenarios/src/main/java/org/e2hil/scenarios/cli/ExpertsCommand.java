package org.e2hil.scenarios.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.intervention.InterventionConfig;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.config.Assignment;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.ExpertTrial;
import org.e2hil.scenarios.experiment.Preflight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The table of what can be done, and what cannot be done by chance. */
@Command(
    name = "experts",
    description =
        "How often the scripted expert, random actions and holding still do each simulated task;"
            + " of a scenario, with its own hand.")
final class ExpertsCommand implements Callable<Integer> {

  private static final double LINE_EVERY_S = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TASK|SCENARIO",
      arity = "0..*",
      description =
          "The tasks; by default all of each robot's. A scenario is a .json file or a name with"
              + " variations, such as pick-banana+human-like.")
  private List<String> tasks = List.of();

  @Option(
      names = "--robot",
      description =
          "A robot, such as sim-a1x or a1x for short; may be repeated. By default all simulated"
              + " ones, and a scenario's own.")
  private List<String> robots = List.of();

  @Option(
      names = "--episodes",
      defaultValue = "50",
      description = "Episodes for each hand (${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--noise",
      description =
          "Noise of the expert's hand as a share of full scale; by default 0.1, and that of a"
              + " scenario's hand.")
  private Double noise;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--hands",
      split = ",",
      defaultValue = "expert,random,still",
      description = "Who tries (${DEFAULT-VALUE}).")
  private List<ExpertTrial.Hand> hands;

  @Option(
      names = "--randomisation",
      paramLabel = "WORD",
      description = "What each episode draws: none, which is the default, looks or default.")
  private String randomisation;

  @Option(
      names = "--control",
      paramLabel = "WORD",
      description = "How actions move the arm: the task's own way by default, or paper.")
  private String control;

  @Override
  public Integer call() {
    Counts.requirePositive(spec, "--episodes", episodes);
    if (noise != null) {
      Counts.requireShare(spec, "--noise", noise);
    }
    Scenarios scenarios = Scenarios.discover();
    List<Scenario> trials = trials(scenarios);
    Table table = new Table();
    table.row(heads());
    long began = InstantSource.system().millis();
    PrintWriter out = spec.commandLine().getOut();
    int done = 0;
    try (Interrupt interrupt = Interrupt.listen(spec.commandLine().getErr())) {
      try {
        for (Scenario trial : trials) {
          Optional<String[]> row = row(scenarios, trial, done, trials.size(), began, interrupt);
          if (row.isEmpty()) {
            break;
          }
          table.row(row.get());
          done++;
        }
      } finally {
        // also where a world was given up: what was measured until then counts
        out.print(table);
        out.flush();
      }
      if (done < trials.size()) {
        out.printf("Stopped: %d of %d tasks are done.%n", done, trials.size());
        out.flush();
        return TrainingJob.STOPPED;
      }
      interrupt.complete();
      return 0;
    }
  }

  private List<Scenario> trials(Scenarios scenarios) {
    List<Assignment> settings = new ArrayList<>();
    if (randomisation != null) {
      settings.add(new Assignment("robot.randomisation", randomisation));
    }
    if (control != null) {
      settings.add(new Assignment("actionScaling", control));
    }
    List<EnvironmentProvider> wanted =
        robots.isEmpty() ? scenarios.simulated() : robots.stream().map(scenarios::robot).toList();
    List<Scenario> trials = new ArrayList<>();
    for (EnvironmentProvider robot : wanted) {
      for (String task : tasks.isEmpty() ? robot.tasks() : tasks) {
        // a robot that nobody named is left out where another can do the task
        boolean leftOut =
            robots.isEmpty()
                && !robot.tasks().contains(task)
                && wanted.stream().anyMatch(other -> other.tasks().contains(task));
        if (!leftOut && !isScenario(task)) {
          trials.add(scenarios.forTask(task, robot, settings));
        }
      }
    }
    tasks.stream()
        .filter(ExpertsCommand::isScenario)
        .forEach(name -> trials.addAll(ofScenario(scenarios, name, settings)));
    return trials;
  }

  private static boolean isScenario(String name) {
    return name.contains("+") || name.endsWith(".json");
  }

  /** The scenario on its own robot, or on each that is named. */
  private List<Scenario> ofScenario(Scenarios scenarios, String name, List<Assignment> settings) {
    if (!robots.isEmpty()) {
      return robots.stream()
          .map(robot -> new Assignment("robot.type", scenarios.robot(robot).robot()))
          .map(type -> scenarios.read(name, with(type, settings)))
          .toList();
    }
    Scenario scenario = scenarios.read(name, settings);
    if (Preflight.isRobot(scenarios, scenario)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is for the robot %s, on which no script acts; name a simulated one, such as --robot %s"
              .formatted(name, scenario.robot().type(), scenarios.simulated().get(0).robot()));
    }
    return List.of(scenario);
  }

  private static List<Assignment> with(Assignment first, List<Assignment> rest) {
    List<Assignment> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private String[] heads() {
    List<String> heads = new ArrayList<>(List.of("task", "robot"));
    for (ExpertTrial.Hand hand : hands) {
      heads.add(name(hand));
      if (hand == ExpertTrial.Hand.EXPERT) {
        heads.add("95% interval");
        heads.add("median steps");
      }
    }
    return heads.toArray(String[]::new);
  }

  /** One task; empty if it was stopped. */
  private Optional<String[]> row(
      Scenarios scenarios,
      Scenario trial,
      int done,
      int of,
      long beganMillis,
      Interrupt interrupt) {
    List<String> row = new ArrayList<>(List.of(trial.name(), trial.robot().type()));
    try (Workcell workcell = scenarios.open(trial)) {
      Beat beat = new Beat(trial, done, of, beganMillis);
      InterventionConfig.Hand skill = trial.intervention().hand();
      ExpertTrial experts =
          new ExpertTrial(
              workcell, noise == null ? skill : skill.withNoise(noise), seed, beat::step);
      for (ExpertTrial.Hand hand : hands) {
        beat.hand = hand;
        Optional<ExpertTrial.Result> tried = experts.run(hand, episodes, interrupt::requested);
        if (tried.isEmpty()) {
          return Optional.empty();
        }
        ExpertTrial.Result result = tried.get();
        EvaluationRecord outcome = result.outcome();
        row.add(
            "%d of %d%s"
                .formatted(
                    outcome.successes(), outcome.episodes(), Report.faults(outcome.faults())));
        if (hand == ExpertTrial.Hand.EXPERT) {
          row.add(interval(outcome));
          row.add(
              result.medianSteps().isPresent()
                  ? Integer.toString(result.medianSteps().getAsInt())
                  : "");
        }
      }
    }
    return Optional.of(row.toArray(String[]::new));
  }

  private static String interval(EvaluationRecord outcome) {
    return outcome.episodes() == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.0f%% to %.0f%%",
            100 * outcome.successLow(),
            100 * outcome.successHigh());
  }

  private static String name(ExpertTrial.Hand hand) {
    return hand.name().toLowerCase(Locale.ROOT);
  }

  /** Says every few seconds how far it is, on standard error, and how long it may still take. */
  private final class Beat {

    private final Scenario trial;
    private final int done;
    private final int of;
    private final long beganMillis;
    private ExpertTrial.Hand hand;
    private long saidMillis;

    Beat(Scenario trial, int done, int of, long beganMillis) {
      this.trial = trial;
      this.done = done;
      this.of = of;
      this.beganMillis = beganMillis;
      saidMillis = InstantSource.system().millis();
    }

    void step(long steps) {
      long now = InstantSource.system().millis();
      if (now - saidMillis < LINE_EVERY_S * 1000) {
        return;
      }
      saidMillis = now;
      double goneS = (now - beganMillis) / 1000.0;
      Optional<Double> leftS =
          done == 0 ? Optional.empty() : Optional.of(goneS / done * (of - done));
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "%s on %s: %s, %,d steps; %d of %d tasks done, %s gone%s%n",
          trial.name(),
          trial.robot().type(),
          name(hand),
          steps,
          done,
          of,
          Durations.say(goneS),
          leftS.map(s -> ", about " + Durations.say(s) + " left").orElse(""));
      err.flush();
    }
  }
}
