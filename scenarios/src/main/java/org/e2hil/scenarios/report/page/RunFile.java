package org.e2hil.scenarios.report.page;

import java.nio.file.Path;
import java.util.List;
import org.e2hil.scenarios.report.RecordedTable;
import org.e2hil.scenarios.report.RunDirectory;

/** A table of a run that figures are drawn from, with the columns that they need. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum RunFile {
  METRICS(
      "metrics.csv",
      "",
      List.of(
          "env_steps",
          "steps",
          "intervention_steps",
          "intervention_rate",
          "entropy",
          "keep_ratio",
          "lower_bound",
          "upper_bound",
          "influence",
          "influence_demonstrations",
          "influence_policy",
          "influence_interventions",
          "episodes",
          "successes",
          "mean_steps"),
      List.of("event", "episode_end", "success_unaided", "mode", "last")),
  EVALUATIONS(
      "evaluations.csv",
      "",
      List.of("env_steps", "steps", "progress"),
      List.of("mode", "episode_end", "reason")),
  ENTROPY(
      "diagnostics/entropy.csv",
      "entropyEverySteps",
      List.of(
          "env_steps",
          "predicted_weighted",
          "predicted_unweighted",
          "measured_delta_entropy",
          "batch_covariance_weighted",
          "batch_covariance_unweighted",
          "remainder",
          "remainder_bound"),
      List.of()),
  GRIPPER(
      "diagnostics/gripper.csv",
      "entropyEverySteps",
      List.of("env_steps", "remainder", "remainder_bound"),
      List.of()),
  INFLUENCE(
      "diagnostics/influence.csv",
      "influenceEverySteps",
      List.of("env_steps", "x_m", "y_m", "z_m", "influence", "kept"),
      List.of("source")),
  SELECTION(
      "diagnostics/selection.csv",
      "selectionEverySteps",
      List.of(
          "env_steps",
          "discard_rate",
          "bias_norm",
          "bias_bound",
          "mask_sensitivity",
          "mask_sensitivity_bound",
          "mse",
          "mse_bias2",
          "mse_variance",
          "second_moment_full",
          "second_moment_masked",
          "mean_abs_influence_demonstration",
          "mean_abs_influence_policy",
          "mean_abs_influence_intervention"),
      List.of()),
  INCREMENT_VARIANCE(
      "diagnostics/increment-variance.csv",
      "selectionEverySteps",
      List.of(
          "env_steps",
          "variance_full",
          "variance_masked",
          "moment_full",
          "moment_masked",
          "bound_full",
          "bound_masked"),
      List.of()),
  Q(
      "diagnostics/q.csv",
      "traceEpisodes",
      List.of("env_steps", "seed", "step", "x_m", "y_m", "z_m", "q_mean", "q_variance"),
      List.of()),
  POLICY(
      "diagnostics/policy.csv",
      "traceEpisodes",
      List.of(
          "env_steps",
          "seed",
          "step",
          "mean_0",
          "mean_1",
          "mean_2",
          "mean_3",
          "mean_4",
          "mean_5",
          "std_0",
          "std_1",
          "std_2",
          "std_3",
          "std_4",
          "std_5",
          "gripper"),
      List.of());

  private final String path;
  private final String setting;
  private final List<String> numbers;
  private final List<String> words;

  RunFile(String path, String setting, List<String> numbers, List<String> words) {
    this.path = path;
    this.setting = setting;
    this.numbers = numbers;
    this.words = words;
  }

  /** Where it lies in a run's directory. */
  String path() {
    return path;
  }

  /** What makes a run have it. */
  String remedy() {
    return setting.isEmpty()
        ? "every training writes it, so restore it from a copy or train again"
        : "a training writes it where diagnostics.%s is above 0, as it is by default, so train again"
            .formatted(setting);
  }

  /**
   * The table of a run.
   *
   * @throws org.e2hil.scenarios.report.RecordingException if it is missing or cannot be used
   */
  RecordedTable read(RunDirectory run) {
    Path file = run.path().resolve(path);
    return RecordedTable.read(file, numbers, words);
  }
}
