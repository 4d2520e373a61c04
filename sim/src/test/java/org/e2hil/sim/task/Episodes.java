package org.e2hil.sim.task;

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

/** Whole episodes of a task for tests of what they come to. */
final class Episodes {

  /** Noise of the expert's hand, as a share of full scale. */
  private static final double NOISE = 0.15;

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
  static long solvedByChance(EnvironmentProvider provider, String task, int seeds) {
    try (Workcell workcell = open(provider, task)) {
      return solved(workcell, seeds, random -> () -> anyAction(random));
    }
  }

  /** How many of the first seeds are solved by holding still. */
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

  /** What every robot has, then objects. */
  static double[] numbers(Observation observation) {
    List<Double> all = new ArrayList<>();
    List<String> groups = new ArrayList<>(ObservationGroup.OF_EVERY_ROBOT);
    groups.add(ObservationGroup.OBJECTS);
    for (String group : groups) {
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

  static Action anyAction(RandomGenerator random) {
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
