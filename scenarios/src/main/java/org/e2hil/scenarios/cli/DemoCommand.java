package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.ContactSheet;
import org.e2hil.scenarios.report.Film;
import org.e2hil.scenarios.report.Frames;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The expert does the task, and a camera may watch it. */
@Command(name = "demo", description = "Let the scripted expert do a task, and render it if asked.")
final class DemoCommand implements Callable<Integer> {

  /** Where in an episode the picture is that stands for it. */
  private static final double MIDST = 0.6;

  private static final int GALLERY_COLUMNS = 3;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  private final ContactSheet gallery = new ContactSheet(GALLERY_COLUMNS);

  /** One task, or all. */
  static final class What {
    @Parameters(paramLabel = "SCENARIO|TASK", description = "The name of a scenario or a task.")
    private String name;

    @Option(
        names = "--all",
        description = "Every task of every simulated robot; with --out also one picture of all.")
    private boolean all;
  }

  @Option(
      names = "--robot",
      description = "The robot, such as sim-a1x or a1x for short; by default the first that can.")
  private String robot;

  @Option(names = "--episodes", defaultValue = "1", description = "How many (${DEFAULT-VALUE}).")
  private int episodes;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--noise",
      defaultValue = "0",
      description = "Noise of the hand as a share of full scale (${DEFAULT-VALUE}).")
  private double noise;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep each episode here as a contact sheet (PNG) and as a film (GIF).")
  private Path out;

  @Option(
      names = "--cameras",
      split = ",",
      defaultValue = "side,wrist",
      description = "The cameras that watch, side by side, with --out (${DEFAULT-VALUE}).")
  private List<String> cameras;

  @Mixin private RobotOptions options;

  @Override
  public Integer call() throws IOException {
    Scenarios scenarios = Scenarios.discover();
    PrintWriter print = spec.commandLine().getOut();
    List<Scenario> shown = shown(scenarios);
    int successes = 0;
    for (Scenario scenario : shown) {
      if (shown.size() > 1) {
        print.printf("%s on %s, ", scenario.task().type(), scenario.robot().type());
      }
      successes += show(scenarios, scenario);
    }
    int tried = shown.size() * episodes;
    print.printf("The expert succeeded in %d of %d episodes.%n", successes, tried);
    if (out != null) {
      if (what.all) {
        Frames.write(out.resolve("all.png"), gallery.draw());
      }
      print.printf("Contact sheets and films lie in %s.%n", out);
    }
    print.flush();
    return successes == tried ? 0 : 1;
  }

  private List<Scenario> shown(Scenarios scenarios) {
    if (!what.all) {
      Optional<String> named = Optional.ofNullable(robot);
      EnvironmentProvider does =
          scenarios.provider(scenarios.forDemo(what.name, named, options.assignments()));
      return List.of(scenarios.forDemo(what.name, named, options.assignments(does)));
    }
    List<EnvironmentProvider> robots =
        robot == null ? scenarios.simulated() : List.of(scenarios.robot(robot));
    return robots.stream()
        .flatMap(
            does ->
                does.tasks().stream()
                    .map(task -> scenarios.forTask(task, does, options.assignments(does))))
        .toList();
  }

  /** How many of the episodes succeeded. */
  private int show(Scenarios scenarios, Scenario scenario) throws IOException {
    List<String> groups = new ArrayList<>(scenario.observation().groups());
    if (out != null) {
      cameras.stream().filter(camera -> !groups.contains(camera)).forEach(groups::add);
    }
    EnvironmentProvider provider = scenarios.provider(scenario);
    int successes = 0;
    try (Workcell workcell = provider.open(scenarios.request(scenario, groups))) {
      Expert expert =
          workcell
              .expert()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          scenario.robot().type()
                              + " has no scripted expert for "
                              + scenario.task().type()));
      for (int episode = 0; episode < episodes; episode++) {
        Ending ending = play(workcell, expert, episode);
        successes += ending.kind() == Ending.Kind.SUCCESS ? 1 : 0;
      }
    }
    return successes;
  }

  private Ending play(Workcell workcell, Expert expert, int episode) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    long episodeSeed = SeededRandom.seed(seed, "demo", episode);
    Observation observation = workcell.environment().reset(episodeSeed);
    expert.begin(SeededRandom.of(episodeSeed, "demonstrator"), noise);
    Optional<Film> film =
        Optional.ofNullable(out).map(dir -> new Film(workcell.environment().spec(), cameras));
    StepResult result;
    int steps = 0;
    do {
      film.ifPresent(keeps(observation));
      result = workcell.environment().step(expert.act());
      observation = result.observation();
      steps++;
    } while (!result.ending().isEnd());
    film.ifPresent(keeps(observation));
    if (film.isPresent()) {
      keep(film.get(), workcell.environment().spec(), episode);
    }
    print.printf("episode %d: %s after %d steps%n", episode, result.ending().reason(), steps);
    print.flush();
    return result.ending();
  }

  private static Consumer<Film> keeps(Observation observation) {
    return film -> film.add(observation);
  }

  private void keep(Film film, EnvironmentSpec spec, int episode) throws IOException {
    String name = spec.task() + "-" + spec.robot() + (episode == 0 ? "" : "-" + episode);
    Frames.write(out.resolve(name + ".png"), film.sheet());
    film.write(out.resolve(name + ".gif"));
    if (episode == 0) {
      gallery.add(film.at(MIDST), spec.task() + " on " + spec.robot());
    }
  }
}
