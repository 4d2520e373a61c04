package org.e2hil.agent.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.e2hil.agent.env.EnvironmentSpec;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Transition;
import org.e2hil.agent.state.FloatArrayIO;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureViews;

/**
 * What the policy sees: the chosen groups, one after the other, shifted and scaled by statistics
 * that are taken from the demonstrations once and never change after. A set of things is arranged
 * by kind first, Σ kind ⊗ (1, numbers), so that the order in which it was listed cannot matter. A
 * picture is encoded first, by an encoder that is fitted to the same demonstrations. A learner may
 * see the pictures in several views. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class ObservationEncoder {

  /**
   * A smaller standard deviation than this counts as this, in metres, radians or shares: what the
   * demonstrations hardly vary must not be blown up once the policy explores.
   */
  private static final float SMALLEST_DEVIATION = 0.05f;

  /** How far from the demonstrations, in standard deviations, a number may be told apart. */
  private static final float LARGEST = 5;

  /** Pictures of one camera that an encoder is fitted to at most, 100 MB at 128×128. */
  static final int MOST_PICTURES = 2000;

  private final List<ObservationGroup> groups;
  private final RecordedObservation.Shape measuredShape;
  private final List<InputPart> parts = new ArrayList<>();
  private final List<InputPart.Picture> cameras = new ArrayList<>();
  private final int views;
  private final int toolPoint;
  private final float[] shift;
  private final float[] scale;

  private ObservationEncoder(
      List<ObservationGroup> groups, PictureEncoder.Factory encoders, int views) {
    this.groups = List.copyOf(groups);
    this.views = views;
    List<Integer> pictureBytes = new ArrayList<>();
    int numbers = 0;
    int seen = 0;
    int tool = -1;
    for (ObservationGroup group : groups) {
      if (group.name().equals(ObservationGroup.PROPRIOCEPTION)) {
        tool = seen;
      }
      switch (group.kind()) {
        case NUMBERS -> {
          parts.add(
              group.kinds() == 0
                  ? new InputPart.Numbers(numbers, group.size())
                  : InputPart.Things.of(group, numbers));
          numbers += group.size();
        }
        case PICTURE -> {
          InputPart.Picture camera =
              new InputPart.Picture(
                  pictureBytes.size(), encoders.encoder(group), new PictureViews(group));
          cameras.add(camera);
          parts.add(camera);
          pictureBytes.add(group.size());
        }
      }
      seen += parts.get(parts.size() - 1).size();
    }
    measuredShape = new RecordedObservation.Shape(numbers, pictureBytes);
    toolPoint = tool;
    shift = new float[seen];
    scale = new float[seen];
    Arrays.fill(scale, 1);
  }

  /**
   * An input that does not scale yet.
   *
   * @param encoders of the pictures, one for each camera that is chosen
   * @throws IllegalArgumentException for a group that the world does not have, or a picture that
   *     cannot be encoded
   */
  public static ObservationEncoder of(
      EnvironmentSpec spec, List<String> names, PictureEncoder.Factory encoders) {
    return of(spec, names, encoders, 1);
  }

  /**
   * An input that does not scale yet, of which a learner sees so many views.
   *
   * @throws IllegalArgumentException for a group that the world does not have, or a picture that
   *     cannot be encoded
   */
  public static ObservationEncoder of(
      EnvironmentSpec spec, List<String> names, PictureEncoder.Factory encoders, int views) {
    return new ObservationEncoder(names.stream().map(spec::group).toList(), encoders, views);
  }

  /** An input of these groups that does not scale yet. */
  public static ObservationEncoder of(
      List<ObservationGroup> groups, PictureEncoder.Factory encoders) {
    return new ObservationEncoder(groups, encoders, 1);
  }

  /** Numbers in what the policy sees. */
  public int size() {
    return shift.length;
  }

  /** What the chosen groups hold as they are measured. */
  public RecordedObservation.Shape measuredShape() {
    return measuredShape;
  }

  /** The chosen groups as they were measured. */
  public RecordedObservation measured(Observation observation) {
    float[] numbers = new float[measuredShape.numbers()];
    List<byte[]> pictures = new ArrayList<>();
    int at = 0;
    for (ObservationGroup group : groups) {
      switch (group.kind()) {
        case NUMBERS -> at += observation.numbersInto(group.name(), numbers, at);
        case PICTURE -> {
          byte[] rgb = new byte[group.size()];
          observation.picture(group.name()).get(rgb);
          pictures.add(rgb);
        }
      }
    }
    return new RecordedObservation(numbers, pictures);
  }

  /**
   * Fits the encoders to the pictures of these steps, then takes mean and deviation of all that the
   * policy would see of them.
   *
   * @param random draws which pictures count where there are very many, and whatever an encoder
   *     draws; untouched where there are no pictures
   * @throws IllegalArgumentException if there are pictures to see and no steps to fit to
   */
  public void fit(List<RecordedStep> steps, RandomGenerator random) {
    if (steps.isEmpty()) {
      refuseToSeeUnfitted();
      return;
    }
    fitEncoders(steps, random);
    int n = size();
    double[] sum = new double[n];
    double[] squares = new double[n];
    for (RecordedStep step : steps) {
      for (int view = 0; view < views; view++) {
        float[] row = arranged(step.measurement(), view);
        for (int i = 0; i < n; i++) {
          sum[i] += row[i];
          squares[i] += (double) row[i] * row[i];
        }
      }
    }
    double count = (double) steps.size() * views;
    for (int i = 0; i < n; i++) {
      double mean = sum[i] / count;
      double variance = Math.max(0, squares[i] / count - mean * mean);
      shift[i] = (float) mean;
      scale[i] = 1 / Math.max(SMALLEST_DEVIATION, (float) Math.sqrt(variance));
    }
  }

  private void refuseToSeeUnfitted() {
    if (!cameras.isEmpty()) {
      throw new IllegalArgumentException(
          "the policy reads pictures, but there are no demonstrations to fit their encoders to;"
              + " ask for some with training.demonstrations or training.demonstrationsFile");
    }
  }

  private void fitEncoders(List<RecordedStep> steps, RandomGenerator random) {
    if (cameras.isEmpty()) {
      return;
    }
    List<RecordedStep> sample = sample(steps, random);
    List<String> names =
        groups.stream()
            .filter(group -> group.kind() == ObservationGroup.Kind.PICTURE)
            .map(ObservationGroup::name)
            .toList();
    for (InputPart.Picture camera : cameras) {
      List<byte[]> pictures =
          sample.stream().map(step -> step.measurement().picture(camera.picture())).toList();
      requireMoving(names.get(camera.picture()), pictures);
      camera.encoder().fit(pictures, random);
    }
  }

  private static void requireMoving(String camera, List<byte[]> pictures) {
    if (pictures.size() > 1
        && pictures.stream().allMatch(rgb -> Arrays.equals(rgb, pictures.get(0)))) {
      throw new IllegalArgumentException(
          "all %d pictures of the camera '%s' in the demonstrations are the same: is it covered, or has it stopped?"
              .formatted(pictures.size(), camera));
    }
  }

  /** All steps, or as many as fit, each as likely as any other, in their order. */
  private static List<RecordedStep> sample(List<RecordedStep> steps, RandomGenerator random) {
    List<RecordedStep> sample = new ArrayList<>();
    int wanted = Math.min(steps.size(), MOST_PICTURES);
    for (int i = 0; sample.size() < wanted; i++) {
      int left = steps.size() - i;
      int missing = wanted - sample.size();
      // Knuth's Algorithm S (The Art of Computer Programming, volume 2, 3.4.2)
      if (left == missing || random.nextInt(left) < missing) {
        sample.add(steps.get(i));
      }
    }
    return sample;
  }

  /** What the policy sees of a measurement, {@code [size]}. */
  public float[] scaled(RecordedObservation measured) {
    return scaled(measured, 0);
  }

  private float[] scaled(RecordedObservation measured, int view) {
    float[] values = arranged(measured, view);
    for (int i = 0; i < values.length; i++) {
      float value = (values[i] - shift[i]) * scale[i];
      values[i] = Math.max(-LARGEST, Math.min(LARGEST, value));
    }
    return values;
  }

  /** What a learner sees of a measurement, {@code [views][size]}: first as the policy sees it. */
  public float[][] views(RecordedObservation measured) {
    float[][] seen = new float[views][];
    for (int view = 0; view < views; view++) {
      seen[view] = scaled(measured, view);
    }
    return seen;
  }

  private float[] arranged(RecordedObservation measured, int view) {
    float[] values = new float[size()];
    int to = 0;
    for (InputPart part : parts) {
      part.arrange(measured, view, values, to);
      to += part.size();
    }
    return values;
  }

  /** What the policy sees of an observation. */
  public float[] of(Observation observation) {
    return scaled(measured(observation));
  }

  /** The steps of an episode as the policy sees them, each measurement looked at once. */
  public List<Transition> transitions(Episode episode) {
    List<Transition> transitions = new ArrayList<>();
    float[][] seen = new float[0][];
    for (RecordedStep step : episode.steps()) {
      float[][] now = transitions.isEmpty() ? views(step.measurement()) : seen;
      seen = views(step.next());
      transitions.add(new Transition(now, seen, step.step()));
    }
    return transitions;
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

  /** How observations are scaled. */
  public ObservationScaling scaling() {
    return new ObservationScaling(shift.clone(), scale.clone());
  }

  /** The chosen groups, in the order in which the policy sees them. */
  public List<ObservationGroup> groups() {
    return groups;
  }

  /** Writes the statistics and what the encoders were fitted to. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(size());
    FloatArrayIO.write(out, shift, size());
    FloatArrayIO.write(out, scale, size());
    for (InputPart.Picture camera : cameras) {
      camera.encoder().save(out);
    }
  }

  /** Reads what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != size()) {
      throw new IOException(
          "the checkpoint's policy sees %d numbers, but this scenario's sees %d"
              .formatted(saved, size()));
    }
    FloatArrayIO.read(in, shift, size());
    FloatArrayIO.read(in, scale, size());
    for (InputPart.Picture camera : cameras) {
      camera.encoder().load(in);
    }
  }
}
