package org.e2hil.scenarios.report;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
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

  private static final Columns<LearnerMetrics> LEARNER =
      new Columns<LearnerMetrics>()
          .with("critic_loss", LearnerMetrics::criticLoss)
          .with("critic_gradient_norm", LearnerMetrics::criticGradientNorm)
          .with("gripper_loss", LearnerMetrics::gripperLoss)
          .with("gripper_gradient_norm", LearnerMetrics::gripperGradientNorm)
          .with("actor_loss", LearnerMetrics::actorLoss)
          .with("actor_loss_kept", LearnerMetrics::actorLossKept)
          .with("actor_loss_batch", LearnerMetrics::actorLossBatch)
          .with("actor_gradient_norm", LearnerMetrics::actorGradientNorm)
          .with("temperature_loss", LearnerMetrics::temperatureLoss)
          .with("temperature", LearnerMetrics::temperature)
          .with("entropy", LearnerMetrics::entropy)
          .with("mean_q", LearnerMetrics::meanQ)
          .with("target_q", LearnerMetrics::targetQ)
          .with("keep_ratio", LearnerMetrics::keepRatio)
          .with("lower_bound", LearnerMetrics::lowerBound)
          .with("upper_bound", LearnerMetrics::upperBound)
          .with("influence", LearnerMetrics::influence)
          .with("influence_demonstrations", LearnerMetrics::influenceOfDemonstrations)
          .with("influence_policy", LearnerMetrics::influenceOfPolicy)
          .with("influence_interventions", LearnerMetrics::influenceOfInterventions);

  private static final Columns<EpisodeRecord> EPISODES = episodeColumns();
  private static final Columns<IntervalRecord> INTERVALS =
      new Columns<IntervalRecord>()
          .with(EVENT, interval -> INTERVAL)
          .with(ENV_STEPS, IntervalRecord::envSteps)
          .with("learner_steps", IntervalRecord::learnerSteps)
          .with(LEARNER, IntervalRecord::metrics)
          .with("undecided", interval -> interval.metrics().undecided())
          .with("online_size", IntervalRecord::onlineSize)
          .with("offline_size", IntervalRecord::offlineSize)
          .with("intervention_rate", IntervalRecord::interventionRate);
  private static final Columns<EvaluationRecord> EVALUATIONS =
      new Columns<EvaluationRecord>()
          .with(EVENT, evaluation -> EVALUATION)
          .with(ENV_STEPS, EvaluationRecord::envSteps)
          .with("mode", EvaluationRecord::mode)
          .with("episodes", EvaluationRecord::episodes)
          .with("successes", EvaluationRecord::successes)
          .with("faults", EvaluationRecord::faults)
          .with("mean_steps", EvaluationRecord::meanSteps)
          .with(LAST, EvaluationRecord::last);

  /** The columns of {@code metrics.csv}, whose rows are of three kinds. */
  private static final List<String> METRICS =
      Stream.of(EPISODES, INTERVALS, EVALUATIONS)
          .flatMap(columns -> columns.names().stream())
          .distinct()
          .toList();

  private static final Columns<Segment> SEGMENTS =
      new Columns<Segment>()
          .with(ENV_STEPS, segment -> segment.episode().envSteps())
          .with(EPISODE, segment -> segment.episode().episode())
          .with("first_step", segment -> segment.part().firstStep())
          .with("steps", segment -> segment.part().steps())
          .with("reason", segment -> segment.part().reason());
  private static final Columns<EvaluatedEpisode> EVALUATED_EPISODES =
      new Columns<EvaluatedEpisode>()
          .with(ENV_STEPS, EvaluatedEpisode::envSteps)
          .with("mode", EvaluatedEpisode::mode)
          .with(EPISODE, EvaluatedEpisode::episode)
          .with("steps", EvaluatedEpisode::steps)
          .with("progress", EvaluatedEpisode::progress)
          .with("episode_end", episode -> episode.episodeEnd().kind())
          .with("reason", episode -> episode.episodeEnd().reason());

  private static final TensorBoardScalars SCALARS = new TensorBoardScalars(LEARNER.names());

  /** A part of an episode in which a hand had taken over. */
  private record Segment(EpisodeRecord episode, InterventionSegment part) {}

  private final RunDirectory run;
  private final Optional<Origin> origin;
  private final CsvFile metrics;
  private final CsvFile interventions;
  private final CsvFile evaluations;
  private final EpisodeFile episodes;
  private final TensorBoardFile tensorBoard;
  private final DiagnosticsTables diagnostics;
  private Optional<CsvFile> randomisation = Optional.empty();

  /** Goes on with a run that has control periods left to do, or begins it. */
  public RunRecorder(
      RunDirectory run, long envSteps, Optional<Origin> origin, InstantSource clock) {
    this(run, envSteps, false, origin, clock);
  }

  /**
   * Goes on with a run, or begins it.
   *
   * @param envSteps of the checkpoint that the run goes on from, 0 at its beginning: what a killed
   *     process had recorded beyond leaves the tables, since those steps will be done again; its
   *     episodes are kept aside, since a robot will not do the same again
   * @param ended whether those are all control periods: then the policy is evaluated there once
   *     more, and what was told of such an evaluation leaves the tables
   * @param origin what the numbers of the episodes mean
   * @param clock for TensorBoard's time axis
   */
  public RunRecorder(
      RunDirectory run,
      long envSteps,
      boolean ended,
      Optional<Origin> origin,
      InstantSource clock) {
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
    interventions = CsvFile.append(run.interventions(), SEGMENTS.names());
    LongPredicate evaluated = table.evaluated(envSteps).and(steps -> !ended || steps < envSteps);
    CsvFile.keep(run.evaluations(), row -> evaluated.test((long) row.number(ENV_STEPS)));
    evaluations = CsvFile.append(run.evaluations(), EVALUATED_EPISODES.names());
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

  private static Columns<EpisodeRecord> episodeColumns() {
    Columns<EpisodeRecord> columns =
        new Columns<EpisodeRecord>()
            .with(EVENT, episode -> EPISODE)
            .with(ENV_STEPS, EpisodeRecord::envSteps)
            .with("learner_steps", EpisodeRecord::learnerSteps)
            .with(EPISODE, EpisodeRecord::episode)
            .with("steps", EpisodeRecord::steps)
            .with("reward", EpisodeRecord::reward)
            .with("episode_end", episode -> episode.episodeEnd().kind())
            .with("reason", episode -> episode.episodeEnd().reason())
            .with("interventions", episode -> episode.segments().size())
            .with("intervention_steps", EpisodeRecord::interventionSteps)
            .with("success_unaided", EpisodeRecord::unaidedSuccess)
            .with("success_mostly_unaided", EpisodeRecord::mostlyUnaidedSuccess);
    for (Limit limit : Limit.values()) {
      columns.with(
          "limit_" + limit.name().toLowerCase(Locale.ROOT),
          episode -> episode.limits().count(limit));
    }
    return columns;
  }

  private void show(CsvFile.Row row) {
    tensorBoard.scalars((long) row.number(ENV_STEPS), SCALARS.of(row));
  }

  @Override
  public void onEpisode(EpisodeRecord episode, List<RecordedStep> steps) {
    // before its row, so that no row is without its episode
    Episode recorded = new Episode(steps, episode.parameters()).resetWith(episode.resetSeed());
    episodes.append(origin.map(recorded::from).orElse(recorded));
    show(EPISODES.append(metrics, episode));
    for (InterventionSegment segment : episode.segments()) {
      SEGMENTS.append(interventions, new Segment(episode, segment));
    }
    if (!episode.parameters().isEmpty()) {
      recordParameters(episode);
    }
  }

  /** The first episode names the columns: a world draws the same parameters for each. */
  private void recordParameters(EpisodeRecord episode) {
    Columns<EpisodeRecord> columns =
        new Columns<EpisodeRecord>()
            .with(ENV_STEPS, EpisodeRecord::envSteps)
            .with(EPISODE, EpisodeRecord::episode);
    episode.parameters().forEach((name, drawn) -> columns.with(name, any -> drawn));
    if (randomisation.isEmpty()) {
      randomisation = Optional.of(CsvFile.append(run.randomisation(), columns.names()));
    }
    columns.append(randomisation.get(), episode);
  }

  @Override
  public void onInterval(IntervalRecord interval) {
    show(INTERVALS.append(metrics, interval));
  }

  @Override
  public void onEvaluatedEpisode(EvaluatedEpisode episode) {
    EVALUATED_EPISODES.append(evaluations, episode);
  }

  @Override
  public void onEvaluation(EvaluationRecord evaluation) {
    show(EVALUATIONS.append(metrics, evaluation));
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
}
