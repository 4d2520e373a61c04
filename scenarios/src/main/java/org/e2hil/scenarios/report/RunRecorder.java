package org.e2hil.scenarios.report;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.ExaminedEpisode;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.agent.training.TrainingListener;

/**
 * Writes what a run does into its directory as it happens. The tables hold no time of day, so that
 * the same run writes the same bytes.
 */
public final class RunRecorder implements TrainingListener, AutoCloseable {

  static final String EVENT = "event";
  static final String ENV_STEPS = "env_steps";
  static final String EPISODE = "episode";
  static final String INTERVAL = "interval";
  static final String EVALUATION = "evaluation";
  static final String LAST = "last";

  /** For the names of the learner's columns alone. */
  private static final LearnerMetrics NOTHING_LEARNED =
      new LearnerMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, 0);

  private static final List<String> METRICS = metricsColumns();
  private static final List<String> INTERVENTIONS =
      List.of(ENV_STEPS, EPISODE, "first_step", "steps", "reason");
  private static final List<String> EXAMINATIONS =
      List.of(ENV_STEPS, "mode", EPISODE, "steps", "progress", "ending", "reason");

  private final RunDirectory run;
  private final CsvFile metrics;
  private final CsvFile interventions;
  private final CsvFile examinations;
  private final EpisodeFile episodes;
  private final TensorBoardFile tensorBoard;
  private final DiagnosticsTables diagnostics;
  private Optional<CsvFile> randomisation = Optional.empty();

  /**
   * Goes on with a run, or begins it.
   *
   * @param envSteps of the checkpoint that the run goes on from, 0 at its beginning: what a killed
   *     process had recorded beyond leaves the tables, since those steps will be done again; its
   *     episodes are kept aside, since a robot will not do the same again
   * @param clock for TensorBoard's time axis
   */
  public RunRecorder(RunDirectory run, long envSteps, InstantSource clock) {
    this.run = run;
    CsvFile.keep(
        run.metrics(), row -> row.number(ENV_STEPS) <= envSteps && !row.text(LAST).equals("true"));
    CsvFile.keep(run.interventions(), row -> row.number(ENV_STEPS) <= envSteps);
    CsvFile.keep(run.randomisation(), row -> row.number(ENV_STEPS) <= envSteps);
    metrics = CsvFile.append(run.metrics(), METRICS);
    episodes = episodes(run, envSteps);
    interventions = CsvFile.append(run.interventions(), INTERVENTIONS);
    Set<Long> examined = RunTable.read(run).examinedAt();
    CsvFile.keep(run.examinations(), row -> examined.contains((long) row.number(ENV_STEPS)));
    examinations = CsvFile.append(run.examinations(), EXAMINATIONS);
    tensorBoard = TensorBoardFile.create(run.tensorBoard(), clock, envSteps);
    diagnostics = DiagnosticsTables.append(run, envSteps);
  }

  private static EpisodeFile episodes(RunDirectory run, long envSteps) {
    int kept = RunTable.read(run).episodes().rows();
    RunDirectory.keepAside(run.episodes(), run.episodesBeyond(envSteps), kept);
    return EpisodeFile.append(run.episodes(), kept);
  }

  private static List<String> metricsColumns() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                EVENT,
                ENV_STEPS,
                "learner_steps",
                EPISODE,
                "steps",
                "reward",
                "ending",
                "reason",
                "interventions",
                "intervention_steps",
                "success_unaided",
                "success_mostly_unaided"));
    for (Limit limit : Limit.values()) {
      columns.add(column(limit));
    }
    columns.addAll(learnerScalars(NOTHING_LEARNED).keySet());
    columns.addAll(
        List.of(
            "undecided",
            "online_size",
            "offline_size",
            "intervention_rate",
            "mode",
            "episodes",
            "successes",
            "mean_steps",
            LAST));
    return List.copyOf(columns);
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    // before its row, so that no row is without its episode
    episodes.append(new Episode(steps, episode.parameters()));
    CsvFile.Row row =
        metrics
            .row()
            .set(EVENT, EPISODE)
            .set(ENV_STEPS, episode.envSteps())
            .set("learner_steps", episode.learnerSteps())
            .set(EPISODE, episode.episode())
            .set("steps", episode.steps())
            .set("reward", episode.reward())
            .set("ending", lower(episode.ending().kind()))
            .set("reason", episode.ending().reason())
            .set("interventions", episode.segments().size())
            .set("intervention_steps", episode.interventionSteps())
            .set("success_unaided", String.valueOf(episode.unaidedSuccess()))
            .set("success_mostly_unaided", String.valueOf(episode.mostlyUnaidedSuccess()));
    for (Limit limit : Limit.values()) {
      row.set(column(limit), episode.limits().count(limit));
    }
    metrics.append(row);
    for (InterventionSegment segment : episode.segments()) {
      interventions.append(
          interventions
              .row()
              .set(ENV_STEPS, episode.envSteps())
              .set(EPISODE, episode.episode())
              .set("first_step", segment.firstStep())
              .set("steps", segment.steps())
              .set("reason", segment.reason()));
    }
    if (!episode.parameters().isEmpty()) {
      recordParameters(episode);
    }
    tensorBoard.scalars(
        episode.envSteps(),
        Map.of(
            "episode/reward",
            episode.reward(),
            "episode/steps",
            (double) episode.steps(),
            "episode/intervention_steps",
            (double) episode.interventionSteps(),
            "episode/success_unaided",
            episode.unaidedSuccess() ? 1.0 : 0.0));
  }

  /** The first episode names the columns: a world draws the same parameters for each. */
  private void recordParameters(EpisodeRecord episode) {
    if (randomisation.isEmpty()) {
      List<String> columns = new ArrayList<>(List.of(ENV_STEPS, EPISODE));
      columns.addAll(episode.parameters().keySet());
      randomisation = Optional.of(CsvFile.append(run.randomisation(), columns));
    }
    CsvFile table = randomisation.get();
    CsvFile.Row row =
        table.row().set(ENV_STEPS, episode.envSteps()).set(EPISODE, episode.episode());
    episode.parameters().forEach(row::set);
    table.append(row);
  }

  @Override
  public void onInterval(IntervalRecord interval) {
    Map<String, Double> scalars = learnerScalars(interval.metrics());
    CsvFile.Row row =
        metrics
            .row()
            .set(EVENT, INTERVAL)
            .set(ENV_STEPS, interval.envSteps())
            .set("learner_steps", interval.learnerSteps())
            .set("undecided", String.valueOf(interval.metrics().undecided()))
            .set("online_size", interval.onlineSize())
            .set("offline_size", interval.offlineSize())
            .set("intervention_rate", interval.interventionRate());
    scalars.forEach(row::set);
    metrics.append(row);
    Map<String, Double> tagged =
        scalars.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> "learner/" + e.getKey(),
                    Map.Entry::getValue,
                    (a, b) -> a,
                    LinkedHashMap::new));
    tagged.put("intervention/rate", interval.interventionRate());
    tensorBoard.scalars(interval.envSteps(), tagged);
  }

  @Override
  public void onExaminedEpisode(ExaminedEpisode episode) {
    examinations.append(
        examinations
            .row()
            .set(ENV_STEPS, episode.envSteps())
            .set("mode", lower(episode.mode()))
            .set(EPISODE, episode.episode())
            .set("steps", episode.steps())
            .set("progress", episode.progress())
            .set("ending", lower(episode.ending().kind()))
            .set("reason", episode.ending().reason()));
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    String mode = lower(evaluation.mode());
    metrics.append(
        metrics
            .row()
            .set(EVENT, EVALUATION)
            .set(ENV_STEPS, evaluation.envSteps())
            .set("mode", mode)
            .set("episodes", evaluation.episodes())
            .set("successes", evaluation.successes())
            .set("mean_steps", evaluation.meanSteps())
            .set(LAST, String.valueOf(evaluation.last())));
    tensorBoard.scalars(
        evaluation.envSteps(),
        Map.of(
            "evaluation/success_" + mode, evaluation.successRate(),
            "evaluation/steps_" + mode, evaluation.meanSteps()));
  }

  @Override
  public void onDiagnosis(Diagnosis diagnosis) {
    diagnosis.tell(diagnostics);
  }

  @Override
  public void close() {
    try (metrics;
        interventions;
        examinations;
        episodes;
        tensorBoard;
        diagnostics) {
      // all are closed even if one of them fails
      randomisation.ifPresent(CsvFile::close);
    }
  }

  private static Map<String, Double> learnerScalars(LearnerMetrics m) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("critic_loss", m.criticLoss());
    scalars.put("critic_gradient_norm", m.criticGradientNorm());
    scalars.put("gripper_loss", m.gripperLoss());
    scalars.put("gripper_gradient_norm", m.gripperGradientNorm());
    scalars.put("actor_loss", m.actorLoss());
    scalars.put("actor_loss_kept", m.actorLossKept());
    scalars.put("actor_loss_batch", m.actorLossBatch());
    scalars.put("actor_gradient_norm", m.actorGradientNorm());
    scalars.put("temperature_loss", m.temperatureLoss());
    scalars.put("temperature", m.temperature());
    scalars.put("entropy", m.entropy());
    scalars.put("mean_q", m.meanQ());
    scalars.put("target_q", m.targetQ());
    scalars.put("keep_ratio", m.keepRatio());
    scalars.put("lower_bound", m.lowerBound());
    scalars.put("upper_bound", m.upperBound());
    scalars.put("influence", m.influence());
    scalars.put("influence_demonstrations", m.influenceOfDemonstrations());
    scalars.put("influence_policy", m.influenceOfPolicy());
    scalars.put("influence_interventions", m.influenceOfInterventions());
    return scalars;
  }

  private static String column(Limit limit) {
    return "limit_" + lower(limit);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
