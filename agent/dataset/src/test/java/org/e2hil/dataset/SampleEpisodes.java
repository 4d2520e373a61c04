package org.e2hil.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.ActionScale;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.Origin;

/** Episodes of a world that nobody built, which are the same each time. */
final class SampleEpisodes {

  static final Origin ORIGIN =
      new Origin(
          "pick-banana",
          "a1x",
          new ActionScale(0.01, 0.06, 0.2),
          List.of("proprioception", "objects"));

  static final DatasetSpec SPEC =
      DatasetSpec.of(
          ORIGIN,
          10,
          List.of(
              ObservationGroup.numbers("proprioception", 8, false),
              ObservationGroup.set("objects", 2, 1, 2, true)),
          PictureSpec.Format.PNG);

  static final EpisodeNote TRAINING = new EpisodeNote(EpisodeKind.TRAINING, OptionalLong.of(7));

  static final EpisodeNote DEMONSTRATION =
      new EpisodeNote(EpisodeKind.DEMONSTRATION, OptionalLong.empty());

  private SampleEpisodes() {}

  /** One of so many steps; every third was aided, every fourth ran out of time. */
  static Episode episode(int number, int steps) {
    RandomGenerator random = SeededRandom.of(number, "sample");
    EpisodeEnd end = number % 4 == 3 ? EpisodeEnd.timeLimit() : EpisodeEnd.success();
    List<RecordedStep> recorded = new ArrayList<>();
    RecordedObservation now = observation(random);
    for (int i = 0; i < steps; i++) {
      RecordedObservation next = observation(random);
      boolean last = i == steps - 1;
      Source source = number % 3 == 0 && i < 2 ? Source.INTERVENTION : Source.POLICY;
      recorded.add(
          new RecordedStep(
              now,
              next,
              new ControlStep(
                  action(random),
                  action(random),
                  action(random),
                  source,
                  last && number % 4 != 3 ? 1 : 0,
                  last ? end : EpisodeEnd.none())));
      now = next;
    }
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("mass", random.nextDouble());
    parameters.put("friction", random.nextDouble());
    return new Episode(
        recorded, parameters, Optional.of(ORIGIN), OptionalLong.of(random.nextLong()));
  }

  /** What two cameras add to {@link #SPEC}. */
  static DatasetSpec seeing(PictureSpec.Format format) {
    List<ObservationGroup> groups = new ArrayList<>(SPEC.groups());
    groups.add(ObservationGroup.picture("front", 64, 64));
    groups.add(ObservationGroup.picture("wrist", 64, 96));
    return DatasetSpec.of(ORIGIN, SPEC.fps(), groups, format);
  }

  /** {@link #episode} as two cameras saw it: a soft spot that wanders over a slope of colours. */
  static Episode seen(int number, int steps) {
    Episode blind = episode(number, steps);
    List<RecordedStep> recorded = new ArrayList<>();
    RecordedObservation now = seen(blind.steps().get(0).measurement(), number, 0);
    for (RecordedStep step : blind.steps()) {
      RecordedObservation next = seen(step.next(), number, recorded.size() + 1);
      recorded.add(new RecordedStep(now, next, step.step()));
      now = next;
    }
    return new Episode(recorded, blind.parameters(), blind.origin(), blind.resetSeed());
  }

  private static RecordedObservation seen(RecordedObservation blind, int number, int frame) {
    float[] numbers = new float[blind.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = blind.number(i);
    }
    return new RecordedObservation(
        numbers, List.of(picture(64, 64, number, frame), picture(64, 96, number, frame)));
  }

  private static byte[] picture(int height, int width, int number, int frame) {
    byte[] rgb = new byte[3 * height * width];
    double x = width * (0.5 + 0.4 * Math.sin(number + 0.9 * frame));
    double y = height * (0.5 + 0.4 * Math.cos(number + 0.9 * frame));
    for (int pixel = 0; pixel < height * width; pixel++) {
      double column = pixel % width;
      double row = pixel / width;
      double spot = Math.exp(-((column - x) * (column - x) + (row - y) * (row - y)) / 300);
      rgb[3 * pixel] = (byte) (40 + 180 * spot);
      rgb[3 * pixel + 1] = (byte) (40 + 100 * spot + column);
      rgb[3 * pixel + 2] = (byte) (200 - 150 * spot - row);
    }
    return rgb;
  }

  private static RecordedObservation observation(RandomGenerator random) {
    float[] numbers = new float[SPEC.stateNames().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return new RecordedObservation(numbers, List.of());
  }

  private static Action action(RandomGenerator random) {
    double[] values = new double[Action.SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return Action.of(values);
  }
}
