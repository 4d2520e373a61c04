package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.Floats;
import org.e2hil.agent.experience.Transition;

/**
 * What the policy sees: the chosen groups of numbers, one after the other, shifted and scaled by
 * statistics that are taken from the demonstrations once and never change after. Anything that a
 * demonstration does not vary is left at its own scale.
 */
public final class PolicyInput {

  /** A smaller standard deviation counts as constant: sensor noise must not be blown up. */
  private static final float SMALLEST_DEVIATION = 0.005f;

  /** How far from the demonstrations, in standard deviations, a number may be told apart. */
  private static final float LARGEST = 10;

  private final List<String> groups;
  private final float[] shift;
  private final float[] scale;

  private PolicyInput(List<String> groups, int size) {
    this.groups = List.copyOf(groups);
    shift = new float[size];
    scale = new float[size];
    Arrays.fill(scale, 1);
  }

  /**
   * An input that does not scale yet.
   *
   * @throws IllegalArgumentException for a group that the world does not have, or a picture
   */
  public static PolicyInput of(EnvironmentSpec spec, List<String> groups) {
    int size = 0;
    for (String name : groups) {
      ObservationGroup group = spec.group(name);
      if (group.kind() != ObservationGroup.Kind.NUMBERS) {
        throw new IllegalArgumentException(
            "the policy reads numbers, but the observation group '" + name + "' is a picture");
      }
      size += group.size();
    }
    return new PolicyInput(groups, size);
  }

  /** Numbers in what the policy sees. */
  public int size() {
    return shift.length;
  }

  /** The groups, in order. */
  public List<String> groups() {
    return groups;
  }

  /** What was subtracted of each number, {@code [size]}. */
  public float[] shift() {
    return shift.clone();
  }

  /** What each number is then multiplied with, {@code [size]}. */
  public float[] scale() {
    return scale.clone();
  }

  /** The chosen numbers as they were measured. */
  public float[] measured(Observation observation) {
    float[] values = new float[size()];
    int at = 0;
    for (String group : groups) {
      at += observation.numbersInto(group, values, at);
    }
    return values;
  }

  /** Takes mean and deviation of the observations of these transitions. */
  public void fit(List<Transition> transitions) {
    if (transitions.isEmpty()) {
      return;
    }
    int n = size();
    double[] sum = new double[n];
    double[] squares = new double[n];
    float[] row = new float[n];
    for (Transition transition : transitions) {
      transition.observationInto(row, 0);
      for (int i = 0; i < n; i++) {
        sum[i] += row[i];
        squares[i] += (double) row[i] * row[i];
      }
    }
    for (int i = 0; i < n; i++) {
      double mean = sum[i] / transitions.size();
      double variance = Math.max(0, squares[i] / transitions.size() - mean * mean);
      float deviation = (float) Math.sqrt(variance);
      shift[i] = (float) mean;
      scale[i] = deviation < SMALLEST_DEVIATION ? 1 : 1 / deviation;
    }
  }

  /** Shifts and scales measured numbers in place. */
  public float[] scaled(float[] measured) {
    for (int i = 0; i < measured.length; i++) {
      float value = (measured[i] - shift[i]) * scale[i];
      measured[i] = Math.max(-LARGEST, Math.min(LARGEST, value));
    }
    return measured;
  }

  /** What the policy sees of an observation. */
  public float[] of(Observation observation) {
    return scaled(measured(observation));
  }

  /** The same transition with scaled observations. */
  public Transition scaled(Transition measured) {
    float[] now = new float[size()];
    float[] next = new float[size()];
    measured.observationInto(now, 0);
    measured.nextObservationInto(next, 0);
    return new Transition(
        scaled(now),
        scaled(next),
        measured.proposed(),
        measured.chosen(),
        measured.applied(),
        measured.source(),
        measured.reward(),
        measured.ending());
  }

  /** Writes the statistics. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(size());
    Floats.write(out, shift, size());
    Floats.write(out, scale, size());
  }

  /** Reads what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != size()) {
      throw new IOException(
          "the checkpoint's policy sees %d numbers, but this scenario's sees %d"
              .formatted(saved, size()));
    }
    Floats.read(in, shift, size());
    Floats.read(in, scale, size());
  }
}
