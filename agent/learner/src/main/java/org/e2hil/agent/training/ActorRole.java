package org.e2hil.agent.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.e2hil.agent.diagnostics.SquashedEntropy;
import org.e2hil.agent.env.Action;
import org.e2hil.agent.env.Environment;
import org.e2hil.agent.env.EnvironmentFaultException;
import org.e2hil.agent.env.EpisodeEnd;
import org.e2hil.agent.env.LimitCounts;
import org.e2hil.agent.env.Observation;
import org.e2hil.agent.env.StepResult;
import org.e2hil.agent.experience.ControlStep;
import org.e2hil.agent.experience.RecordedObservation;
import org.e2hil.agent.experience.RecordedStep;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.experience.Transition;
import org.e2hil.agent.intervention.InterventionProvider;
import org.e2hil.agent.intervention.InterventionSegment;
import org.e2hil.agent.intervention.Takeover;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.Critics;
import org.e2hil.agent.sac.Policy;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * The control loop: propose, perhaps take over, step, record, and hand on what was experienced. It
 * knows of learning only that there is a policy to act with.
 */
final class ActorRole {

  /** The checkpoint's section of what the policy sees. */
  static final String GROUPS = "observation groups";

  /** The checkpoint's section of how that is encoded and scaled. */
  static final String INPUT = "observation scaling";

  private final TrainingConfig config;
  private final Environment environment;
  private final ObservationEncoder input;
  private final InterventionProvider interventions;
  private final long seed;
  private final LongSupplier nanoTime;
  private final SeededRandom exploration;
  private final ControlPeriods periods = new ControlPeriods();

  private long envSteps;
  private int episodes;
  private long interventionSteps;
  private final FaultsInARow faults = new FaultsInARow();

  ActorRole(
      TrainingConfig config,
      Environment environment,
      ObservationEncoder input,
      InterventionProvider interventions,
      long seed,
      LongSupplier nanoTime) {
    this.config = config;
    this.environment = environment;
    this.input = input;
    this.interventions = interventions;
    this.seed = seed;
    this.nanoTime = nanoTime;
    exploration = SeededRandom.of(seed, "exploration");
  }

  /** Control periods done. */
  long envSteps() {
    return envSteps;
  }

  /** Control periods in which a hand acted. */
  long interventionSteps() {
    return interventionSteps;
  }

  /** Episodes done. */
  int episodes() {
    return episodes;
  }

  /** Durations of the control periods. */
  ControlPeriods periods() {
    return periods;
  }

  /** Runs one episode; false if it was stopped. */
  boolean episode(Learning learning, TrainingListener told, BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      // a robot shall not set out for a start that nobody wants any more
      return false;
    }
    Observation observation;
    try {
      observation = environment.reset(resetSeed());
    } catch (EnvironmentFaultException e) {
      if (stop.getAsBoolean()) {
        // a reset that is given up because the program ends is no fault of the world
        return false;
      }
      end(
          learning,
          told,
          0,
          0,
          EpisodeEnd.fault(e.getMessage()),
          List.of(),
          new LimitCounts(),
          List.of());
      return true;
    }
    interventions.beginEpisode(SeededRandom.seed(seed, "intervention", episodes));
    List<RecordedStep> recorded = new ArrayList<>();
    SegmentLog segments = new SegmentLog();
    LimitCounts limits = new LimitCounts();
    EpisodeEnd episodeEnd = EpisodeEnd.none();
    double reward = 0;
    RecordedObservation now = input.measured(observation);
    float[][] seen = input.views(now);
    int step = 0;
    while (!episodeEnd.isEnd() && envSteps < config.steps()) {
      if (stop.getAsBoolean()) {
        periods.endEpisode();
        return false;
      }
      periods.begin(nanoTime.getAsLong());
      Policy policy = learning.policy();
      Action proposed = propose(policy, seen[0]);
      float[] here = seen[0];
      Optional<Takeover> takeover =
          interventions.consider(
              new InterventionProvider.Moment(
                  observation,
                  proposed,
                  step,
                  envSteps,
                  () -> entropy(policy, here),
                  () -> value(learning.critics(), policy, here)));
      Action chosen = takeover.map(Takeover::action).orElse(proposed);
      StepResult result = environment.step(chosen);
      observation = result.observation();
      episodeEnd = result.episodeEnd();
      limits.addAll(result.limits());
      envSteps++;
      if (takeover.isPresent()) {
        interventionSteps++;
        segments.add(step, takeover.get().reason());
      }
      step++;
      List<Transition> experienced = List.of();
      if (episodeEnd.isLearnable()) {
        RecordedObservation next = input.measured(observation);
        float[][] nextSeen = input.views(next);
        ControlStep done =
            new ControlStep(
                proposed,
                chosen,
                result.applied(),
                takeover.isPresent() ? Source.INTERVENTION : Source.POLICY,
                result.reward(),
                episodeEnd);
        reward += result.reward();
        recorded.add(new RecordedStep(now, next, done));
        experienced = List.of(new Transition(seen, nextSeen, done));
        now = next;
        seen = nextSeen;
      }
      learning.take(new ControlPeriod(envSteps, takeover.isPresent(), experienced));
      told.onStep(envSteps);
    }
    periods.endEpisode();
    end(learning, told, step, reward, episodeEnd, segments.all(), limits, recorded);
    return true;
  }

  private void end(
      Learning learning,
      TrainingListener told,
      int steps,
      double reward,
      EpisodeEnd episodeEnd,
      List<InterventionSegment> segments,
      LimitCounts limits,
      List<RecordedStep> recorded) {
    if (episodeEnd.isEnd()) {
      told.onEpisode(
          new EpisodeRecord(
              episodes,
              resetSeed(),
              envSteps,
              learning.learnerSteps(),
              steps,
              reward,
              episodeEnd,
              segments,
              limits,
              environment.episodeParameters()),
          recorded);
    }
    episodes++;
    faults.count(episodeEnd);
  }

  private long resetSeed() {
    return SeededRandom.seed(seed, "episode", episodes);
  }

  private static double entropy(Policy policy, float[] seen) {
    float[] mean = new float[policy.actionSize()];
    float[] std = new float[policy.actionSize()];
    policy.actor().distribution(seen, mean, std);
    double entropy = 0;
    for (int k = 0; k < mean.length; k++) {
      entropy += SquashedEntropy.entropy(mean[k], Math.log(std[k]));
    }
    return entropy;
  }

  private static double value(Critics critics, Policy policy, float[] seen) {
    float[] mean = new float[policy.actionSize()];
    policy.actor().mean(seen, mean);
    return critics.least(seen, mean);
  }

  private Action propose(Policy policy, float[] seen) {
    float[] continuous = new float[Action.CONTINUOUS];
    if (envSteps < config.warmupSteps() && config.startFrom().isEmpty()) {
      for (int i = 0; i < continuous.length; i++) {
        continuous[i] = exploration.nextFloat() * 2 - 1;
      }
      return Action.of(continuous, exploration.nextInt(3));
    }
    int gripper = policy.actor().sample(seen, exploration, continuous);
    return Action.of(continuous, gripper);
  }

  /** What a resumed run needs of the actor, between two episodes. */
  StateWriter save() {
    StateWriter out = new StateWriter();
    try {
      out.section(
          "progress",
          section -> {
            section.writeLong(envSteps);
            section.writeInt(episodes);
            section.writeLong(interventionSteps);
            section.writeInt(faults.count());
          });
      out.section("exploration", exploration::save);
      out.section("interventions", interventions::save);
      out.section(GROUPS, section -> ObservationGroups.write(section, input.groups()));
      out.section(INPUT, input::save);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  /** Goes on where the actor that wrote {@code in} stopped. */
  void load(StateReader in) throws IOException {
    in.section(
        "progress",
        section -> {
          envSteps = section.readLong();
          episodes = section.readInt();
          interventionSteps = section.readLong();
          faults.restore(section.readInt());
        });
    in.section("exploration", exploration::load);
    if (interventions != InterventionProvider.NEVER) {
      // where nobody takes over, as in an evaluation, nobody needs what a hand has learned
      in.section("interventions", interventions::load);
    }
    in.section(INPUT, input::load);
    interventions.restore(interventionSteps);
  }

  /** Counts episodes that were recorded after the checkpoint as done. */
  void takeOver(int newEpisodes, long newInterventionSteps, long envStepsThen) {
    episodes += newEpisodes;
    interventionSteps += newInterventionSteps;
    envSteps = envStepsThen;
    interventions.restore(interventionSteps);
  }
}
