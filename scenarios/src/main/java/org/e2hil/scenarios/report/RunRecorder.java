package org.e2hil.scenarios.report;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apiguardian.api.API;
import org.e2hil.agent.diagnostics.Diagnosis;
import org.e2hil.agent.env.Limit;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.sac.LearnerMetrics;
import org.e2hil.agent.training.Episode;
import org.e2hil.agent.training.EpisodeFile;
import org.e2hil.agent.training.EpisodeRecord;
import org.e2hil.agent.training.EvaluatedEpisode;
import org.e2hil.agent.training.EvaluationRecord;
import org.e2hil.agent.training.IntervalRecord;
import org.e2hil.agent.training.Origin;
import org.e2hil.agent.training.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run does into its directory as it happens. The tables hold no time of day, so that
 * the same run writes the same bytes.
 */
@API(status = API.Status.INTERNAL)
public final class RunRecorder implements TrainingListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

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
  private static final List<String> EVALUATIONS =
      List.of(ENV_STEPS, "mode", EPISODE, "steps", "progress", "episode_end", "reason");

  private static final TensorBoardScalars SCALARS =
      new TensorBoardScalars(List.copyOf(learnerScalars(NOTHING_LEARNED).keySet()));

  private final RunDirectory run;
  private final Optional<Origin> origin;
  private final CsvFile metrics;
  private final CsvFile interventions;
  private final CsvFile evaluations;
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
   * @param origin what the numbers of the episodes mean
   * @param clock for TensorBoard's time axis
   */
  public RunRecorder(
      RunDirectory run, long envSteps, Optional<Origin> origin, InstantSource clock) {
    this.run = run;
    this.origin = origin;
    CsvFile.keep(
        run.metrics(), row -> row.number(ENV_STEPS) <= envSteps && !row.text(LAST).equals("true"));
    CsvFile.keep(run.interventions(), row -> row.number(ENV_STEPS) <= envSteps);
    CsvFile.keep(run.randomisation(), row -> row.number(ENV_STEPS) <= envSteps);
    metrics = CsvFile.append(run.metrics(), METRICS);
    RunTable table = RunTable.read(run);
    if (envSteps > 0 && table.isEmpty()) {
      LOG.warn(
          "{} is lost: its rows begin again after step {}, and the tables of evaluations keep all theirs up to there",
          run.metrics(),
          envSteps);
    }
    episodes = episodes(run, table.episodes().rows(), envSteps);
    interventions = CsvFile.append(run.interventions(), INTERVENTIONS);
    LongPredicate evaluated = table.evaluated(envSteps);
    CsvFile.keep(run.evaluations(), row -> evaluated.test((long) row.number(ENV_STEPS)));
    evaluations = CsvFile.append(run.evaluations(), EVALUATIONS);
    // what TensorBoard forgets from here on, and what it never had, is told again
    long from = Files.isDirectory(run.tensorBoard()) ? envSteps : 0;
    tensorBoard = TensorBoardFile.create(run.tensorBoard(), clock, from);
    CsvFile.read(
        run.metrics(),
        row -> {
          if (row.number(ENV_STEPS) >= from) {
            show(row);
          }
        });
    diagnostics = DiagnosticsTables.append(run, envSteps);
  }

  /** Of episodes that are lost stands an empty one, so that each row still has its own. */
  private static EpisodeFile episodes(RunDirectory run, int kept, long envSteps) {
    RunDirectory.keepAside(run.episodes(), run.episodesBeyond(envSteps), kept);
    EpisodeFile file = EpisodeFile.append(run.episodes(), kept);
    int lost = kept - EpisodeFile.count(run.episodes());
    if (lost > 0) {
      LOG.warn(
          "{} lacks {} of the run's {} episodes: what was measured in them is lost",
          run.episodes(),
          lost,
          kept);
      for (int i = 0; i < lost; i++) {
        file.append(new Episode(List.of()));
      }
    }
    return file;
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
                "episode_end",
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
            "faults",
            "mean_steps",
            LAST));
    return List.copyOf(columns);
  }

  /** Adds a row, and its scalars for TensorBoard. */
  private void add(CsvFile.Row row) {
    metrics.append(row);
    show(row);
  }

  private void show(CsvFile.Row row) {
    tensorBoard.scalars((long) row.number(ENV_STEPS), SCALARS.of(row));
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    // before its row, so that no row is without its episode
    episodes.append(new Episode(steps, episode.parameters(), origin));
    CsvFile.Row row =
        metrics
            .row()
            .set(EVENT, EPISODE)
            .set(ENV_STEPS, episode.envSteps())
            .set("learner_steps", episode.learnerSteps())
            .set(EPISODE, episode.episode())
            .set("steps", episode.steps())
            .set("reward", episode.reward())
            .set("episode_end", lower(episode.episodeEnd().kind()))
            .set("reason", episode.episodeEnd().reason())
            .set("interventions", episode.segments().size())
            .set("intervention_steps", episode.interventionSteps())
            .set("success_unaided", String.valueOf(episode.unaidedSuccess()))
            .set("success_mostly_unaided", String.valueOf(episode.mostlyUnaidedSuccess()));
    for (Limit limit : Limit.values()) {
      row.set(column(limit), episode.limits().count(limit));
    }
    add(row);
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
    add(row);
  }

  @Override
  public void onEvaluatedEpisode(EvaluatedEpisode episode) {
    evaluations.append(
        evaluations
            .row()
            .set(ENV_STEPS, episode.envSteps())
            .set("mode", lower(episode.mode()))
            .set(EPISODE, episode.episode())
            .set("steps", episode.steps())
            .set("progress", episode.progress())
            .set("episode_end", lower(episode.episodeEnd().kind()))
            .set("reason", episode.episodeEnd().reason()));
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    String mode = lower(evaluation.mode());
    add(
        metrics
            .row()
            .set(EVENT, EVALUATION)
            .set(ENV_STEPS, evaluation.envSteps())
            .set("mode", mode)
            .set("episodes", evaluation.episodes())
            .set("successes", evaluation.successes())
            .set("faults", evaluation.faults())
            .set("mean_steps", evaluation.meanSteps())
            .set(LAST, String.valueOf(evaluation.last())));
  }

  @Override
  public void onDiagnosis(Diagnosis diagnosis) {
    diagnosis.tell(diagnostics);
  }

  @Override
  public void close() {
    try (metrics;
        interventions;
        evaluations;
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
