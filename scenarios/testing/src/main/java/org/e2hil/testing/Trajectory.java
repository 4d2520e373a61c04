package org.e2hil.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.env.Workcell;
import org.e2hil.agent.random.SeededRandom;

/**
 * The numbers of the beginning of an episode: what was seen, the motion that was applied, the
 * reward and how it ended. Pictures are left out, since drivers draw them differently. Immutable.
 */
public final class Trajectory {

  /** Step 0 is the reset, which has no motion and no reward: NaN. */
  private final List<double[]> steps;

  private final List<String> fields;
  private final String end;

  Trajectory(List<String> fields, List<double[]> steps, String end) {
    this.fields = List.copyOf(fields);
    this.steps = steps.stream().map(double[]::clone).toList();
    this.end = end;
  }

  /**
   * Records a policy.
   *
   * @param seed of the episode
   * @param steps control periods at most; 10 to 100 show what changed, and longer ones also show
   *     how the last bits of a processor grow
   */
  public static Trajectory of(
      Environment environment, long seed, int steps, Function<Observation, Action> policy) {
    return record(environment, environment.reset(seed), steps, policy);
  }

  /**
   * Records the scripted expert.
   *
   * @param noise standard deviation of the noise in its hand, as a share of full scale
   * @throws IllegalArgumentException if the world has no expert
   */
  public static Trajectory ofExpert(Workcell workcell, long seed, int steps, double noise) {
    Expert expert =
        workcell
            .expert()
            .orElseThrow(() -> new IllegalArgumentException("the world has no scripted expert"));
    Observation start = workcell.environment().reset(seed);
    expert.begin(SeededRandom.of(seed, "hand"), noise);
    return record(workcell.environment(), start, steps, seen -> expert.act());
  }

  private static Trajectory record(
      Environment environment, Observation start, int most, Function<Observation, Action> policy) {
    List<String> fields = fields(start);
    List<double[]> rows = new ArrayList<>();
    double[] nothing = new double[Action.SIZE];
    Arrays.fill(nothing, Double.NaN);
    rows.add(row(start, nothing, Double.NaN, fields.size()));
    Observation seen = start;
    String end = "";
    for (int step = 0; step < most && end.isEmpty(); step++) {
      StepResult result = environment.step(policy.apply(seen));
      seen = result.observation();
      rows.add(row(seen, result.applied().toArray(), result.reward(), fields.size()));
      end = result.episodeEnd().reason();
    }
    return new Trajectory(fields, rows, end);
  }

  private static List<String> fields(Observation start) {
    List<String> fields = new ArrayList<>();
    for (String group : start.numberGroups()) {
      addNumbered(fields, group, start.numbers(group).length);
    }
    addNumbered(fields, "applied", Action.SIZE);
    fields.add("reward");
    return fields;
  }

  private static void addNumbered(List<String> fields, String name, int count) {
    for (int i = 0; i < count; i++) {
      fields.add(name + "[" + i + "]");
    }
  }

  private static double[] row(Observation seen, double[] applied, double reward, int size) {
    double[] row = new double[size];
    int at = 0;
    for (String group : seen.numberGroups()) {
      for (float number : seen.numbers(group)) {
        row[at++] = number;
      }
    }
    System.arraycopy(applied, 0, row, at, applied.length);
    row[at + applied.length] = reward;
    return row;
  }

  /** What the numbers of a step are, such as {@code objects[2]}. */
  public List<String> fields() {
    return fields;
  }

  /** Control periods; the reset before them is not counted. */
  public int steps() {
    return steps.size() - 1;
  }

  /**
   * One number.
   *
   * @param step from 0, which is the reset
   * @param field index into {@link #fields}
   * @return NaN where there is none, as the motion of a reset
   */
  public double value(int step, int field) {
    return steps.get(step)[field];
  }

  /** How the episode ended, in a few words; empty if it goes on. */
  public String end() {
    return end;
  }
}
