package org.e2hil.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EnvironmentProvider;
import org.e2hil.agent.env.EnvironmentRequest;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.sim.SimulatedA1xProvider;
import org.e2hil.sim.SimulatedArmSettings;

/** Whole episodes of a task, on the A1X if nothing else is said, for tests of what they come to. */
final class Episodes {

  /** Noise of the expert's hand, as a share of full scale. */
  private static final double NOISE = 0.15;

  private static final double SAME_ON_ANY_MACHINE = 1e-6;

  private Episodes() {}

  static Workcell open(String task) {
    return open(new SimulatedA1xProvider(), task);
  }

  /** A task of any simulated arm. */
  static Workcell open(EnvironmentProvider provider, String task) {
    return provider.open(
        new EnvironmentRequest(
            task,
            SimulatedArmSettings.defaults(),
            List.of(ObservationGroup.PROPRIOCEPTION, ObservationGroup.OBJECTS),
            Optional.empty(),
            OptionalInt.empty()));
  }

  /** How many of the first seeds the expert solves. */
  static long solvedByExpert(String task, int seeds) {
    return solvedByExpert(new SimulatedA1xProvider(), task, seeds);
  }

  /** The same on any simulated arm. */
  static long solvedByExpert(EnvironmentProvider provider, String task, int seeds) {
    try (Workcell workcell = open(provider, task)) {
      Expert expert = workcell.expert().orElseThrow();
      return solved(
          workcell,
          seeds,
          random -> {
            expert.begin(random, NOISE);
            return expert::act;
          });
    }
  }

  /** How many of the first seeds are solved by chance. */
  static long solvedByChance(String task, int seeds) {
    return solvedByChance(new SimulatedA1xProvider(), task, seeds);
  }

  /** The same on any simulated arm. */
  static long solvedByChance(EnvironmentProvider provider, String task, int seeds) {
    try (Workcell workcell = open(provider, task)) {
      return solved(workcell, seeds, random -> () -> anyAction(random));
    }
  }

  /** How many of the first seeds are solved by holding still. */
  static long solvedByHoldingStill(String task, int seeds) {
    return solvedByHoldingStill(new SimulatedA1xProvider(), task, seeds);
  }

  /** The same on any simulated arm. */
  static long solvedByHoldingStill(EnvironmentProvider provider, String task, int seeds) {
    try (Workcell workcell = open(provider, task)) {
      return solved(workcell, seeds, random -> Action::hold);
    }
  }

  /** What is seen in an expert's first steps, and at the reset before them. */
  static List<Observation> firstSteps(Workcell workcell, long seed, int steps) {
    List<Observation> seen = new ArrayList<>();
    seen.add(workcell.environment().reset(seed));
    Expert expert = workcell.expert().orElseThrow();
    expert.begin(SeededRandom.of(seed, "hand"), NOISE);
    boolean over = false;
    for (int i = 0; i < steps && !over; i++) {
      StepResult step = workcell.environment().step(expert.act());
      seen.add(step.observation());
      over = step.episodeEnd().isEnd();
    }
    return seen;
  }

  /**
   * Checks the last of the first 100 steps of seed 0 against {@code <task>.golden.txt} beside this
   * class; the message of a failure holds the numbers for a new file.
   */
  static void assertThatFirstStepsArePinned(String task) {
    assertThatFirstStepsArePinned(new SimulatedA1xProvider(), task, task);
  }

  /** The same for any simulated arm, against a file of this name. */
  static void assertThatFirstStepsArePinned(
      EnvironmentProvider provider, String task, String file) {
    double[] last;
    try (Workcell workcell = open(provider, task)) {
      List<Observation> seen = firstSteps(workcell, 0, 100);
      last = numbers(seen.get(seen.size() - 1));
    }
    List<String> lines = new ArrayList<>();
    for (double value : last) {
      lines.add("%.8f".formatted(value));
    }
    assertThat(last)
        .as("the numbers are now%n%s", String.join(System.lineSeparator(), lines))
        .containsExactly(golden(file), within(SAME_ON_ANY_MACHINE));
  }

  private static double[] golden(String file) {
    try (InputStream in = Episodes.class.getResourceAsStream(file + ".golden.txt")) {
      return in == null
          ? new double[0]
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .mapToDouble(Double::parseDouble)
              .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Proprioception, motion, then objects. */
  static double[] numbers(Observation observation) {
    List<Double> all = new ArrayList<>();
    for (String group :
        List.of(
            ObservationGroup.PROPRIOCEPTION, ObservationGroup.MOTION, ObservationGroup.OBJECTS)) {
      for (float value : observation.numbers(group)) {
        all.add((double) value);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long solved(
      Workcell workcell, int seeds, Function<RandomGenerator, Hand> beginning) {
    long solved = 0;
    for (long seed = 0; seed < seeds; seed++) {
      workcell.environment().reset(seed);
      Hand hand = beginning.apply(SeededRandom.of(seed, "hand"));
      EpisodeEnd episodeEnd = EpisodeEnd.none();
      while (!episodeEnd.isEnd()) {
        episodeEnd = workcell.environment().step(hand.act()).episodeEnd();
      }
      solved += episodeEnd.kind() == EpisodeEnd.Kind.SUCCESS ? 1 : 0;
    }
    return solved;
  }

  private static Action anyAction(RandomGenerator random) {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < Action.CONTINUOUS; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    values[Action.GRIPPER] = random.nextInt(3) - 1;
    return Action.of(values);
  }

  /** What acts in an episode. */
  @FunctionalInterface
  private interface Hand {
    Action act();
  }
}
