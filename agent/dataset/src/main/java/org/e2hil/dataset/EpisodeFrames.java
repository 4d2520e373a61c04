package org.e2hil.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.training.Episode;

/**
 * The frames of an episode as a dataset holds them: a frame is what was seen before an action, the
 * action, and what came of it. All numbers are doubles here, in which 32-bit floats, counts and 0
 * or 1 are exact.
 */
final class EpisodeFrames {

  private final Map<Feature, double[][]> columns = new LinkedHashMap<>();
  private final int length;

  /**
   * The frames of an episode.
   *
   * @param index of the episode in the dataset
   * @param from number of its first frame in the dataset
   * @throws DatasetException if the dataset's format cannot hold it, saying why
   */
  EpisodeFrames(DatasetSpec spec, Episode episode, long index, long from) {
    length = episode.steps().size();
    requireStorable(spec, episode);
    for (Feature feature : Feature.numbers(spec)) {
      double[][] values = new double[length][];
      for (int frame = 0; frame < length; frame++) {
        values[frame] = values(feature, episode.steps().get(frame), frame, index, from, spec.fps());
        requireFinite(feature.name(), values[frame], frame);
      }
      columns.put(feature, values);
    }
    requireFinite(Feature.STATE, numbers(episode.steps().get(length - 1).next()), length);
  }

  int length() {
    return length;
  }

  /** The features in their order, each with its numbers {@code [frames][size]}. */
  Map<Feature, double[][]> columns() {
    return columns;
  }

  private static double[] values(
      Feature feature, RecordedStep recorded, int frame, long index, long from, int fps) {
    ControlStep step = recorded.step();
    EpisodeEnd end = step.episodeEnd();
    boolean intervened = step.source() == Source.INTERVENTION;
    return switch (feature.name()) {
      case Feature.ACTION -> narrowed(step.applied());
      case Feature.STATE -> numbers(recorded.measurement());
      case "next.reward" -> one((float) step.reward());
      case "next.done" -> one(end.isEnd());
      case "next.success" -> one(end.kind() == EpisodeEnd.Kind.SUCCESS);
      case "next.truncated" -> one(end.kind() == EpisodeEnd.Kind.TIME_LIMIT);
      case "intervention", "complementary_info.is_intervention" -> one(intervened);
      case Feature.PROPOSED -> step.proposed().toArray();
      case Feature.CHOSEN -> step.chosen().toArray();
      case Feature.APPLIED -> step.applied().toArray();
      case Feature.REWARD -> one(step.reward());
      case Feature.SOURCE -> one(step.source().ordinal());
      case "timestamp" -> one((float) ((double) frame / fps));
      case "frame_index" -> one(frame);
      case "episode_index" -> one(index);
      case "index" -> one(from + frame);
      case "task_index" -> one(0);
      default -> throw new IllegalStateException("nothing fills the column " + feature.name());
    };
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static double[] one(boolean value) {
    return one(value ? 1 : 0);
  }

  private static double[] narrowed(Action action) {
    double[] values = action.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
    return values;
  }

  private static double[] numbers(RecordedObservation observation) {
    double[] numbers = new double[observation.shape().numbers()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = observation.number(i);
    }
    return numbers;
  }

  private static void requireStorable(DatasetSpec spec, Episode episode) {
    List<RecordedStep> steps = episode.steps();
    if (steps.isEmpty()) {
      throw new DatasetException("an episode without a step cannot be kept in a dataset");
    }
    for (int i = 0; i < steps.size(); i++) {
      requireShape(spec, steps.get(i).measurement());
      requireShape(spec, steps.get(i).next());
      EpisodeEnd end = steps.get(i).step().episodeEnd();
      if (i < steps.size() - 1 && !end.equals(EpisodeEnd.none())) {
        throw new DatasetException(
            "an episode that ends at step %d, before its last, cannot be kept in a dataset"
                .formatted(i));
      }
    }
    episode
        .parameters()
        .forEach(
            (name, value) -> {
              if (!Double.isFinite(value)) {
                throw new DatasetException(
                    "the parameter %s of an episode is %s, which a dataset does not keep"
                        .formatted(name, value));
              }
            });
  }

  private static void requireShape(DatasetSpec spec, RecordedObservation observation) {
    if (!observation.shape().equals(spec.shape())) {
      throw new DatasetException(
          "an observation of %s does not fit the dataset, where each is of %s"
              .formatted(observation.shape(), spec.shape()));
    }
  }

  /** Statistics of what is not finite would spoil those of all episodes. */
  private static void requireFinite(String feature, double[] values, int frame) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new DatasetException(
            "%s of step %d is %s, which a dataset does not keep".formatted(feature, frame, value));
      }
    }
  }
}
