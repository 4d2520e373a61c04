package org.e2hil.agent.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;

/** Episodes whose numbers tell where they come from, and steps told in words. */
final class Told {

  private static final int PICTURE_BYTES = 5 * 4 * 3;

  private Told() {}

  /** An episode of {@code steps} steps: an observation is {@code [episode, step]}. */
  static Episode episode(int episode, int steps) {
    return episode(
        episode, steps, step -> new RecordedObservation(new float[] {episode, step}, List.of()));
  }

  /** The same with two pictures, which tell it too. */
  static Episode seen(int episode, int steps) {
    return episode(
        episode,
        steps,
        step ->
            new RecordedObservation(
                new float[] {episode, step},
                List.of(picture(episode, step, 1), picture(episode, step, 2))));
  }

  private static Episode episode(
      int episode, int steps, IntFunction<RecordedObservation> measured) {
    List<RecordedStep> recorded = new ArrayList<>();
    RecordedObservation now = measured.apply(0);
    for (int step = 0; step < steps; step++) {
      RecordedObservation next = measured.apply(step + 1);
      Action action = Action.of(0.1, 0.2, 0.3, 0, step / 100.0, episode / 100.0, step % 3 - 1);
      recorded.add(
          new RecordedStep(
              now,
              next,
              new ControlStep(
                  action,
                  Action.hold(),
                  action.withGripper(0),
                  Source.values()[step % 3],
                  step,
                  step + 1 < steps
                      ? EpisodeEnd.none()
                      : EpisodeEnd.failure("dropped after " + steps))));
      now = next;
    }
    return new Episode(recorded, Map.of("mass_factor", (double) episode));
  }

  private static byte[] picture(int episode, int step, int camera) {
    byte[] rgb = new byte[PICTURE_BYTES];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (camera * (i * i + 31 * step + 7 * episode));
    }
    return rgb;
  }

  /** Everything that a step holds. */
  static String describe(RecordedStep recorded) {
    ControlStep step = recorded.step();
    return describe(recorded.measurement())
        + describe(recorded.next())
        + step.proposed()
        + step.chosen()
        + step.applied()
        + step.source()
        + step.reward()
        + step.episodeEnd();
  }

  /** Everything that a measurement holds. */
  static String describe(RecordedObservation measurement) {
    float[] numbers = new float[measurement.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = measurement.number(i);
    }
    StringBuilder text = new StringBuilder(Arrays.toString(numbers));
    for (int i = 0; i < measurement.shape().pictureBytes().size(); i++) {
      text.append(Arrays.toString(measurement.picture(i)));
    }
    return text.toString();
  }
}
