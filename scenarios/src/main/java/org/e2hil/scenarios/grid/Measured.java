package org.e2hil.scenarios.grid;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.scenarios.config.ExperimentFile.Measure;
import org.e2hil.scenarios.config.ExperimentFile.Question;
import org.e2hil.scenarios.report.CompleteRun;
import org.e2hil.scenarios.report.Summary;
import org.e2hil.scenarios.statistics.Statistics;
import org.e2hil.scenarios.statistics.Verdict.Wording;

/** The number by which a question compares runs, and how it is said. */
final class Measured {

  private static final double DEFAULT_THRESHOLD = 0.8;

  private final Measure measure;
  private final double threshold;

  Measured(Question question) {
    measure = question.measure().orElse(Measure.SUCCESS);
    threshold = question.threshold().orElse(DEFAULT_THRESHOLD);
  }

  /** Of a run; empty where it was not evaluated in the way that this needs. */
  OptionalDouble of(CompleteRun run) {
    return switch (measure) {
      case SUCCESS -> atTheEnd(run, Summary.Rate::rate);
      case EPISODE_STEPS -> atTheEnd(run, Summary.Rate::meanSteps);
      case INTERVENTION_STEPS -> OptionalDouble.of(run.interventionSteps());
      case SUCCESS_CURVE -> curve(run);
      case STEPS_TO_THRESHOLD ->
          run.curve().isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(stepsToThreshold(run).orElse(run.summary().envSteps()));
    };
  }

  /** Control periods until the threshold was reached in an evaluation; empty if it never was. */
  OptionalDouble stepsToThreshold(CompleteRun run) {
    return run.curve().stream()
        .filter(evaluation -> evaluation.successRate() >= threshold)
        .mapToDouble(EvaluationRecord::envSteps)
        .findFirst();
  }

  /** Un-aided success that a run shall reach. */
  double threshold() {
    return threshold;
  }

  /** Whether a larger number is the better one. */
  boolean isMoreBetter() {
    return measure == Measure.SUCCESS || measure == Measure.SUCCESS_CURVE;
  }

  /** What the number is, as the head of a column. */
  String title() {
    return switch (measure) {
      case SUCCESS -> "un-aided success at the end, mean actions";
      case SUCCESS_CURVE -> "un-aided success over the training, sampled actions";
      case STEPS_TO_THRESHOLD ->
          "control periods to %s un-aided success".formatted(percent(threshold));
      case INTERVENTION_STEPS -> "control periods by a hand";
      case EPISODE_STEPS -> "control periods of an un-aided episode";
    };
  }

  /** A number of this measure. */
  String say(double value) {
    return switch (measure) {
      case SUCCESS, SUCCESS_CURVE -> percent(value);
      case EPISODE_STEPS -> "%.1f".formatted(value);
      default -> "%,.0f".formatted(value);
    };
  }

  Wording wording() {
    return switch (measure) {
      case SUCCESS -> Wording.SUCCESS;
      case SUCCESS_CURVE ->
          new Wording(
              "succeeds over the whole training in %s points more episodes than",
              "succeeds over the whole training in %s points fewer episodes than",
              "succeeds over the whole training as often as",
              100,
              1);
      case STEPS_TO_THRESHOLD ->
          steps(
              "needs %%s control periods more to %s success than".formatted(percent(threshold)),
              "needs %%s control periods less to %s success than".formatted(percent(threshold)),
              "needs as many control periods to %s success as".formatted(percent(threshold)));
      case INTERVENTION_STEPS ->
          steps(
              "has a hand act in %s control periods more than",
              "has a hand act in %s control periods less than",
              "has a hand act in as many control periods as");
      case EPISODE_STEPS ->
          new Wording(
              "takes %s control periods more an episode than",
              "takes %s control periods less an episode than",
              "takes as many control periods an episode as",
              1,
              1);
    };
  }

  private static Wording steps(String more, String less, String same) {
    return new Wording(more.replace("% ", "%% "), less.replace("% ", "%% "), same, 1, 0);
  }

  private static OptionalDouble atTheEnd(CompleteRun run, ToDoubleFunction<Summary.Rate> number) {
    Optional<Summary.Rate> rate = run.summary().unaidedSuccess().mean();
    return rate.isPresent()
        ? OptionalDouble.of(number.applyAsDouble(rate.get()))
        : OptionalDouble.empty();
  }

  /** The mean over the training; before the first evaluation it rises from 0 in a straight line. */
  private static OptionalDouble curve(CompleteRun run) {
    List<EvaluationRecord> curve = run.curve();
    if (curve.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] x =
        DoubleStream.concat(
                DoubleStream.of(0), curve.stream().mapToDouble(EvaluationRecord::envSteps))
            .toArray();
    double[] y =
        DoubleStream.concat(
                DoubleStream.of(0), curve.stream().mapToDouble(EvaluationRecord::successRate))
            .toArray();
    return OptionalDouble.of(Statistics.areaUnder(x, y));
  }

  private static String percent(double share) {
    return "%.0f%%".formatted(100 * share);
  }
}
