package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.FaultsInARow;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.experiment.TrainedPolicy;
import org.e2hil.scenarios.report.ContactSheet;
import org.e2hil.scenarios.report.Film;
import org.e2hil.scenarios.report.Frames;
import org.e2hil.scenarios.report.RunDirectory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The expert does the task, perhaps a trained policy after it, and a camera may watch them. */
@Command(
    name = "demo",
    description =
        "Let the scripted expert do a task, and a trained policy after it, and render them if asked.")
final class DemoCommand implements Callable<Integer> {

  /** Where in an episode the picture is that stands for it. */
  private static final double MIDST = 0.6;

  /** What of a scenario decides what is shown; an expert has no learner. */
  private static final List<String> SHOWN = List.of("task", "robot", "actionScaling");

  /** What both obey: a policy keeps the task and the actions that it was trained for. */
  private static final List<String> COMPARED = List.of("robot", "name");

  private static final int GALLERY_COLUMNS = 3;

  /** Two tasks, each with its expert and its policy. */
  private static final int PAIRED_COLUMNS = 4;

  private static final String POLICY = "-policy";

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

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
      names = "--policies",
      paramLabel = "DIR",
      description = {
        "A directory of runs, as experiment leaves it: after the expert, the trained policy of the",
        "scenario does the same episodes un-aided, with its mean actions."
      })
  private Path policies;

  @Option(
      names = "--cameras",
      split = ",",
      description = "The cameras that watch, side by side, with --out (side,wrist).")
  private List<String> cameras = List.of();

  @Option(
      names = "--saliency",
      description = {
        "Beside its pictures, light up where a policy that sees them looks: what moves its action",
        "most if it is covered. Takes a second or so a control period."
      })
  private boolean saliency;

  @Mixin private RobotOptions options;

  /**
   * Who does an episode.
   *
   * @param hand what it does where something is seen
   * @param looks where it looks in each picture, at none if that is not asked for
   * @param suffix of the files that are kept
   */
  private record Actor(
      Function<Observation, Action> hand,
      Function<Observation, Map<String, float[][]>> looks,
      String suffix) {}

  private ContactSheet gallery;
  private final Tally byExpert = new Tally();
  private final Tally byPolicy = new Tally();

  @Override
  public Integer call() throws IOException {
    refuseWhatHasNoEffect();
    Scenarios scenarios = Scenarios.discover();
    PrintWriter print = spec.commandLine().getOut();
    List<Scenario> shown = shown(scenarios);
    gallery = new ContactSheet(policies == null ? GALLERY_COLUMNS : PAIRED_COLUMNS);
    for (Scenario scenario : shown) {
      if (shown.size() > 1) {
        print.printf("%s on %s, ", scenario.task().type(), scenario.robot().type());
      }
      showExpert(scenarios, scenario);
      if (policies != null) {
        showPolicy(scenarios, scenario);
      }
    }
    print.printf("The expert succeeded in %s.%n", byExpert.say());
    if (byPolicy.done() > 0) {
      print.printf(
          "%s succeeded in %s, un-aided.%n",
          shown.size() > 1 ? "The policies" : "The policy", byPolicy.say());
    }
    if (out != null) {
      if (what.all) {
        Frames.write(out.resolve("all.png"), gallery.draw());
      }
      print.printf("Contact sheets and films lie in %s.%n", out);
    }
    print.flush();
    return byExpert.isPerfect() ? 0 : 1;
  }

  private void refuseWhatHasNoEffect() {
    Counts.requirePositive(spec, "--episodes", episodes);
    Counts.requireShare(spec, "--noise", noise);
    if (!cameras.isEmpty() && out == null) {
      throw new ParameterException(
          spec.commandLine(), "--cameras has no effect without --out; name a folder with --out");
    }
    if (saliency && (out == null || policies == null)) {
      throw new ParameterException(
          spec.commandLine(), "--saliency has no effect without --policies and --out; give both");
    }
    if (robot != null) {
      options.refuse("robot.type", "--robot");
    }
    if (policies == null) {
      options.requireOnly(SHOWN, "demo");
    } else {
      options.requireOnly(COMPARED, "demo --policies");
    }
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

  private void showExpert(Scenarios scenarios, Scenario scenario) throws IOException {
    List<String> groups = new ArrayList<>(scenario.observation().groups());
    watching().stream().filter(camera -> !groups.contains(camera)).forEach(groups::add);
    EnvironmentProvider provider = scenarios.provider(scenario);
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
      play(
          workcell.environment(),
          episodeSeed -> expert.begin(SeededRandom.of(episodeSeed, "demonstrator"), noise),
          new Actor(seen -> expert.act(), seen -> Map.of(), ""),
          byExpert);
    }
  }

  /** The same starts as the expert's; says so where no policy of the scenario is there. */
  private void showPolicy(Scenarios scenarios, Scenario scenario) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    Optional<RunDirectory> run = TrainedPolicy.find(scenarios, policies, scenario);
    if (run.isEmpty()) {
      print.printf(
          "No policy is shown: %s holds no run of the scenario %s with the arm of %s that has a checkpoint.%n",
          policies, scenario.name(), scenario.robot().type());
      if (out != null) {
        gallery.addEmpty("no trained policy");
      }
      return;
    }
    try (TrainedPolicy policy =
        TrainedPolicy.open(scenarios, run.get().path(), scenario.robot(), watching())) {
      if (saliency && !policy.seesPictures()) {
        throw new IllegalArgumentException(
            "the policy of %s sees no pictures, so that it looks at nothing; leave --saliency out"
                .formatted(run.get().path()));
      }
      print.printf("The policy of %s, after %,d steps, ", run.get().path(), policy.envSteps());
      Actor actor = new Actor(policy::act, saliency ? policy::saliency : seen -> Map.of(), POLICY);
      play(policy.environment(), episodeSeed -> {}, actor, byPolicy);
    }
  }

  private List<String> watching() {
    return out == null ? List.of() : cameras();
  }

  private List<String> cameras() {
    return cameras.isEmpty() ? List.of("side", "wrist") : cameras;
  }

  /**
   * Plays all episodes in a world; one that cannot be reset is a fault, and the next one begins.
   *
   * @param begin hears of the seed of each episode once it has begun
   * @throws EnvironmentFaultException if the world breaks in one episode after the other
   */
  private void play(Environment world, LongConsumer begin, Actor actor, Tally tally)
      throws IOException {
    FaultsInARow faults = new FaultsInARow();
    for (int episode = 0; episode < episodes; episode++) {
      long episodeSeed = SeededRandom.seed(seed, "demo", episode);
      EpisodeEnd episodeEnd;
      try {
        Observation start = world.reset(episodeSeed);
        begin.accept(episodeSeed);
        episodeEnd = play(world, start, actor, episode);
      } catch (EnvironmentFaultException e) {
        episodeEnd = EpisodeEnd.fault(e.getMessage());
        spec.commandLine().getOut().printf("episode %d: %s%n", episode, e.getMessage());
        if (out != null && episode == 0) {
          gallery.addEmpty("a fault");
        }
      }
      tally.count(episodeEnd);
      faults.count(episodeEnd);
    }
  }

  /** Plays an episode that has just begun. */
  private EpisodeEnd play(Environment world, Observation start, Actor actor, int episode)
      throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    Optional<Film> film = Optional.ofNullable(out).map(dir -> new Film(world.spec(), cameras()));
    Observation observation = start;
    StepResult result;
    int steps = 0;
    do {
      film.ifPresent(keeps(observation, actor));
      result = world.step(actor.hand().apply(observation));
      observation = result.observation();
      steps++;
    } while (!result.episodeEnd().isEnd());
    film.ifPresent(keeps(observation, actor));
    if (film.isPresent()) {
      keep(film.get(), world.spec(), actor.suffix(), episode);
    }
    print.printf("episode %d: %s after %d steps%n", episode, result.episodeEnd().reason(), steps);
    print.flush();
    return result.episodeEnd();
  }

  private static Consumer<Film> keeps(Observation observation, Actor actor) {
    return film -> film.add(observation, actor.looks().apply(observation));
  }

  private void keep(Film film, EnvironmentSpec spec, String suffix, int episode)
      throws IOException {
    String name = spec.task() + "-" + spec.robot() + suffix + (episode == 0 ? "" : "-" + episode);
    Frames.write(out.resolve(name + ".png"), film.sheet());
    film.write(out.resolve(name + ".gif"));
    if (episode == 0) {
      String who = suffix.isEmpty() ? "" : ", policy";
      gallery.add(film.at(MIDST), spec.task() + " on " + spec.robot() + who);
    }
  }
}
