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
 * statistics that are taken from the demonstrations once and never change after. A set of things is
 * arranged by kind first, Σ kind ⊗ (1, numbers), so that the order in which it was listed cannot
 * matter.
 */
public final class PolicyInput {

  /**
   * A smaller standard deviation than this counts as this, in metres, radians or shares: what the
   * demonstrations hardly vary must not be blown up once the policy explores.
   */
  private static final float SMALLEST_DEVIATION = 0.05f;

  /** How far from the demonstrations, in standard deviations, a number may be told apart. */
  private static final float LARGEST = 5;

  private final List<ObservationGroup> groups;
  private final int measuredSize;
  private final int toolPoint;
  private final float[] shift;
  private final float[] scale;

  private PolicyInput(List<ObservationGroup> groups) {
    this.groups = List.copyOf(groups);
    measuredSize = groups.stream().mapToInt(ObservationGroup::size).sum();
    shift = new float[groups.stream().mapToInt(PolicyInput::arrangedSize).sum()];
    scale = new float[shift.length];
    Arrays.fill(scale, 1);
    toolPoint = toolPoint(this.groups);
  }

  /** Where the tool point lies in what the policy sees; −1 without proprioception. */
  private static int toolPoint(List<ObservationGroup> groups) {
    int at = 0;
    for (ObservationGroup group : groups) {
      if (group.name().equals(ObservationGroup.PROPRIOCEPTION)) {
        return at;
      }
      at += arrangedSize(group);
    }
    return -1;
  }

  /**
   * An input that does not scale yet.
   *
   * @throws IllegalArgumentException for a group that the world does not have, or a picture
   */
  public static PolicyInput of(EnvironmentSpec spec, List<String> names) {
    List<ObservationGroup> groups = names.stream().map(spec::group).toList();
    for (ObservationGroup group : groups) {
      if (group.kind() != ObservationGroup.Kind.NUMBERS) {
        throw new IllegalArgumentException(
            "the policy reads numbers, but the observation group '"
                + group.name()
                + "' is a picture");
      }
    }
    return new PolicyInput(groups);
  }

  private static int arrangedSize(ObservationGroup group) {
    return group.kinds() == 0
        ? group.size()
        : group.kinds() * (1 + group.shape().get(1) - group.kinds());
  }

  /** Numbers in what the policy sees. */
  public int size() {
    return shift.length;
  }

  /** Numbers in the chosen groups as they are measured. */
  public int measuredSize() {
    return measuredSize;
  }

  /** The chosen numbers as they were measured, {@code [measuredSize]}. */
  public float[] measured(Observation observation) {
    float[] values = new float[measuredSize];
    int at = 0;
    for (ObservationGroup group : groups) {
      at += observation.numbersInto(group.name(), values, at);
    }
    return values;
  }

  /** Takes mean and deviation of the observations of these transitions, as they were measured. */
  public void fit(List<Transition> transitions) {
    if (transitions.isEmpty()) {
      return;
    }
    int n = size();
    double[] sum = new double[n];
    double[] squares = new double[n];
    float[] measured = new float[measuredSize];
    for (Transition transition : transitions) {
      transition.observationInto(measured, 0);
      float[] row = arranged(measured);
      for (int i = 0; i < n; i++) {
        sum[i] += row[i];
        squares[i] += (double) row[i] * row[i];
      }
    }
    for (int i = 0; i < n; i++) {
      double mean = sum[i] / transitions.size();
      double variance = Math.max(0, squares[i] / transitions.size() - mean * mean);
      shift[i] = (float) mean;
      scale[i] = 1 / Math.max(SMALLEST_DEVIATION, (float) Math.sqrt(variance));
    }
  }

  /** What the policy sees of measured numbers, {@code [size]}. */
  public float[] scaled(float[] measured) {
    float[] values = arranged(measured);
    for (int i = 0; i < values.length; i++) {
      float value = (values[i] - shift[i]) * scale[i];
      values[i] = Math.max(-LARGEST, Math.min(LARGEST, value));
    }
    return values;
  }

  private float[] arranged(float[] measured) {
    float[] values = new float[size()];
    int from = 0;
    int to = 0;
    for (ObservationGroup group : groups) {
      if (group.kinds() == 0) {
        System.arraycopy(measured, from, values, to, group.size());
      } else {
        arrangeByKind(group, measured, from, values, to);
      }
      from += group.size();
      to += arrangedSize(group);
    }
    return values;
  }

  private static void arrangeByKind(
      ObservationGroup group, float[] measured, int from, float[] values, int to) {
    int kinds = group.kinds();
    int width = group.shape().get(1);
    int numbers = width - kinds;
    for (int row = 0; row < group.shape().get(0); row++) {
      int start = from + row * width;
      for (int kind = 0; kind < kinds; kind++) {
        float share = measured[start + kind];
        int into = to + kind * (1 + numbers);
        values[into] += share;
        for (int i = 0; i < numbers; i++) {
          values[into + 1 + i] += share * measured[start + kinds + i];
        }
      }
    }
  }

  /** What the policy sees of an observation. */
  public float[] of(Observation observation) {
    return scaled(measured(observation));
  }

  /**
   * Reads the tool point back from what the policy sees, to five standard deviations from the
   * demonstrations' mean, beyond which it is not told apart.
   *
   * @param seen scaled observations
   * @param offset where the observation begins
   * @param pointM {@code [3]}: x, y, z in metres; NaN where the policy sees no proprioception
   */
  public void toolPointInto(float[] seen, int offset, float[] pointM) {
    for (int axis = 0; axis < pointM.length; axis++) {
      int i = toolPoint + axis;
      pointM[axis] = toolPoint < 0 ? Float.NaN : seen[offset + i] / scale[i] + shift[i];
    }
  }

  /** The same transition as the policy sees it. */
  public Transition scaled(Transition measured) {
    float[] now = new float[measuredSize];
    float[] next = new float[measuredSize];
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
