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
      new DatasetSpec(
          "pick-banana",
          "a1x",
          10,
          DatasetSpec.names(
              List.of(
                  ObservationGroup.numbers("proprioception", 8, false),
                  ObservationGroup.set("objects", 2, 1, 2, true))),
          Optional.of(ORIGIN));

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
    return new Episode(recorded, parameters, Optional.of(ORIGIN));
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
