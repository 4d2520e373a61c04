package org.e2hil.agent.intervention;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.e2hil.agent.env.Expert;
import org.e2hil.agent.intervention.InterventionProvider.Moment;

/** The triggers that there are. */
final class Triggers {

  private Triggers() {}

  /** The trigger that a config describes; {@code expert} is asked for advice and progress. */
  static Trigger of(TriggerConfig config, PacedExpert expert) {
    if (config instanceof TriggerConfig.Scheduled scheduled) {
      return new ScheduledTrigger(scheduled);
    } else if (config instanceof TriggerConfig.RollIn rollIn) {
      return new RollInTrigger(rollIn);
    } else if (config instanceof TriggerConfig.Stuck stuck) {
      return new StuckTrigger(stuck, expert);
    } else if (config instanceof TriggerConfig.Deviation deviation) {
      return new DeviationTrigger(deviation, expert);
    } else if (config instanceof TriggerConfig.Behind behind) {
      return new BehindTrigger(behind, expert);
    } else if (config instanceof TriggerConfig.ValueStagnation stagnation) {
      return new ValueStagnationTrigger(stagnation);
    }
    return ((TriggerConfig.Custom) config).trigger(expert);
  }

  /** By chance. */
  private static final class ScheduledTrigger implements Trigger {

    private final TriggerConfig.Scheduled config;
    private RandomGenerator random;

    ScheduledTrigger(TriggerConfig.Scheduled config) {
      this.config = config;
    }

    @Override
    public void beginEpisode(RandomGenerator episodeRandom) {
      random = episodeRandom;
    }

    @Override
    public Optional<String> watch(Moment moment) {
      boolean drawn = random.nextDouble() < probability(moment.runStep());
      return drawn && moment.episodeStep() >= config.afterSteps()
          ? Optional.of("scheduled")
          : Optional.empty();
    }

    private double probability(long runStep) {
      return fading(
          config.startProbability(), config.endProbability(), config.decaySteps(), runStep);
    }
  }

  /** At the beginning. */
  private static final class RollInTrigger implements Trigger {

    private final TriggerConfig.RollIn config;
    private double drawn;

    RollInTrigger(TriggerConfig.RollIn config) {
      this.config = config;
    }

    @Override
    public void beginEpisode(RandomGenerator random) {
      drawn = random.nextDouble();
    }

    @Override
    public Optional<String> watch(Moment moment) {
      double probability =
          fading(
              config.startProbability(),
              config.endProbability(),
              config.decaySteps(),
              moment.runStep());
      return moment.episodeStep() == 0 && drawn < probability
          ? Optional.of("roll-in")
          : Optional.empty();
    }
  }

  /** What goes from {@code start} to {@code end} in a straight line over so many steps. */
  private static double fading(double start, double end, int steps, long step) {
    double gone = steps == 0 ? 1 : Math.min(1, (double) step / steps);
    return start + gone * (end - start);
  }

  /** No progress. */
  private static final class StuckTrigger implements Trigger {

    private final TriggerConfig.Stuck config;
    private final Expert expert;
    private double best;
    private int stepsSinceBest;

    StuckTrigger(TriggerConfig.Stuck config, Expert expert) {
      this.config = config;
      this.expert = expert;
    }

    @Override
    public void beginEpisode(RandomGenerator random) {
      best = Double.NEGATIVE_INFINITY;
      stepsSinceBest = 0;
    }

    @Override
    public Optional<String> watch(Moment moment) {
      double progress = expert.progress();
      if (progress >= best + config.minimumProgress()) {
        best = progress;
        stepsSinceBest = 0;
      } else {
        stepsSinceBest++;
      }
      return stepsSinceBest >= config.steps()
          ? Optional.of("stuck for " + config.steps() + " steps")
          : Optional.empty();
    }

    @Override
    public void released() {
      best = expert.progress();
      stepsSinceBest = 0;
    }
  }

  /** Behind the expert's pace. */
  private static final class BehindTrigger implements Trigger {

    private final TriggerConfig.Behind config;
    private final PacedExpert expert;
    private RandomGenerator random;
    private double from;
    private double best;
    private int steps;

    BehindTrigger(TriggerConfig.Behind config, PacedExpert expert) {
      this.config = config;
      this.expert = expert;
    }

    @Override
    public void beginEpisode(RandomGenerator episodeRandom) {
      random = episodeRandom;
      released();
    }

    @Override
    public Optional<String> watch(Moment moment) {
      best = Math.max(best, expert.progress());
      boolean behind =
          steps > config.patience() * expert.stepsBeyond(from, best) + config.slackSteps();
      steps++;
      boolean noticed = random.nextDouble() < attention(moment.runStep());
      return behind && noticed ? Optional.of("behind the expert's pace") : Optional.empty();
    }

    private double attention(long runStep) {
      return fading(config.startAttention(), config.endAttention(), config.tiringSteps(), runStep);
    }

    @Override
    public void released() {
      from = expert.progress();
      best = from;
      steps = 0;
    }
  }

  /** The critics' value does not rise. */
  private static final class ValueStagnationTrigger implements Trigger {

    private final TriggerConfig.ValueStagnation config;

    /** The last values, the one of control period t at t modulo their number. */
    private final double[] values;

    private int seen;

    ValueStagnationTrigger(TriggerConfig.ValueStagnation config) {
      this.config = config;
      values = new double[config.steps()];
    }

    @Override
    public void beginEpisode(RandomGenerator random) {
      seen = 0;
    }

    @Override
    public Optional<String> watch(Moment moment) {
      double value = moment.criticValue().getAsDouble();
      if (Double.isNaN(value)) {
        seen = 0;
        return Optional.empty();
      }
      int at = seen % values.length;
      boolean stagnates = seen >= values.length && value - values[at] < config.minimumRise();
      values[at] = value;
      seen++;
      return stagnates
          ? Optional.of("the value has not risen for " + config.steps() + " steps")
          : Optional.empty();
    }

    @Override
    public void released() {
      seen = 0;
    }
  }

  /** Another way than the expert's. */
  private static final class DeviationTrigger implements Trigger {

    private final TriggerConfig.Deviation config;
    private final Expert expert;
    private int steps;

    DeviationTrigger(TriggerConfig.Deviation config, Expert expert) {
      this.config = config;
      this.expert = expert;
    }

    @Override
    public void beginEpisode(RandomGenerator random) {
      steps = 0;
    }

    @Override
    public Optional<String> watch(Moment moment) {
      boolean away = expert.advice().distance(moment.proposed()) > config.threshold();
      steps = away ? steps + 1 : 0;
      return steps >= config.steps() ? Optional.of("deviation") : Optional.empty();
    }

    @Override
    public void released() {
      steps = 0;
    }
  }
}
