package org.e2hil.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2hil.agent.env.Ending;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.scenarios.config.Scenario;
import org.e2hil.scenarios.config.Scenarios;
import org.e2hil.scenarios.report.Frames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The expert does the task, and a camera may watch it. */
@Command(name = "demo", description = "Let the scripted expert do a task, and render it if asked.")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO|TASK", description = "The name of a scenario or a task.")
  private String what;

  @Option(
      names = "--robot",
      description = "The robot that does a task; by default the first that can.")
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
      description = "Render every step into a PNG picture in this folder.")
  private Path out;

  @Option(
      names = "--camera",
      defaultValue = "side",
      description = "The camera that watches, with --out (${DEFAULT-VALUE}).")
  private String camera;

  @Override
  public Integer call() throws IOException {
    Scenarios scenarios = Scenarios.discover();
    Scenario scenario = scenarios.forDemo(what, java.util.Optional.ofNullable(robot));
    List<String> groups = new ArrayList<>(scenario.observation().groups());
    if (out != null && !groups.contains(camera)) {
      groups.add(camera);
    }
    EnvironmentProvider provider = scenarios.provider(scenario);
    PrintWriter print = spec.commandLine().getOut();
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
    print.printf("The expert succeeded in %d of %d episodes.%n", successes, episodes);
    if (out != null) {
      print.printf("The pictures lie in %s.%n", out);
    }
    print.flush();
    return successes == episodes ? 0 : 1;
  }

  private Ending play(Workcell workcell, Expert expert, int episode) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    long episodeSeed = SeededRandom.seed(seed, "demo", episode);
    Observation observation = workcell.environment().reset(episodeSeed);
    expert.begin(SeededRandom.of(episodeSeed, "demonstrator"), noise);
    StepResult result;
    int steps = 0;
    do {
      picture(workcell, observation, episode, steps);
      result = workcell.environment().step(expert.act());
      observation = result.observation();
      steps++;
    } while (!result.ending().isEnd());
    picture(workcell, observation, episode, steps);
    print.printf("episode %d: %s after %d steps%n", episode, result.ending().reason(), steps);
    print.flush();
    return result.ending();
  }

  private void picture(Workcell workcell, Observation observation, int episode, int step)
      throws IOException {
    if (out != null) {
      Frames.write(
          out.resolve("episode%03d-step%04d.png".formatted(episode, step)),
          observation.picture(camera),
          workcell.environment().spec().group(camera).shape());
    }
  }
}
