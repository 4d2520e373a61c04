package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.network.Linear;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.CovarianceInfluence;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActorUpdateReportTest {

  private static final int ACTION = 3;
  private static final SacConfig SMALL = SacConfig.defaults().withBatchSize(32).withSizes(32, 48);

  private static SacLearner learner(SacConfig config, SelectionConfig selection) {
    return new SacLearner(config, selection, 7, ACTION, SeededRandom.of(5, "learner"));
  }

  private static ActorObserver every(Consumer<ActorUpdateReport> watcher) {
    return new ActorObserver() {
      @Override
      public boolean wants(long step) {
        return true;
      }

      @Override
      public void updated(ActorUpdateReport update) {
        watcher.accept(update);
      }
    };
  }

  /** Adam's first step goes against the sign of every single number of the gradient. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theLastLayersGradientIsTheWeightedSumOfEveryStatesOwn(int threads) {
    SacConfig config = SMALL.withThreads(threads);
    try (SacLearner learner = learner(config, SelectionConfig.entropyBounded())) {
      Policy before = learner.policy();
      Linear head = before.networks().actor.head();
      double[] gradient = new double[(config.hiddenSize() + 1) * 2 * ACTION];
      learner.observe(every(update -> addUp(update, config.hiddenSize(), gradient)));
      learner.step(new SyntheticBatches(1));
      Policy after = learner.policy();

      int compared = 0;
      for (int i = 0; i < gradient.length; i++) {
        int weights = config.hiddenSize() * 2 * ACTION;
        int at = i < weights ? head.weight() + i : head.bias() + i - weights;
        // where the gradient is as small as its rounding, or as Adam's ε, it has no sure sign
        if (Math.abs(gradient[i]) > 1e-5) {
          double moved = after.parameter(at) - before.parameter(at);
          assertThat(Math.signum(moved)).as("number %d", i).isEqualTo(-Math.signum(gradient[i]));
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(gradient.length * 3 / 4);
    }
  }

  private static void addUp(ActorUpdateReport update, int inputs, double[] gradient) {
    int outputs = 2 * ACTION;
    for (int row = 0; row < update.batch().size(); row++) {
      double share = update.weights()[row] / update.divisor();
      for (int i = 0; i <= inputs; i++) {
        double h = i < inputs ? update.features()[row * inputs + i] : 1;
        for (int j = 0; j < outputs; j++) {
          gradient[i * outputs + j] += share * h * update.outputGradient()[row * outputs + j];
        }
      }
    }
  }

  @Test
  void beforeAndAfterAreThePolicysOwnAnswersToTheSameStates() {
    try (SacLearner learner = learner(SMALL, SelectionConfig.entropyBounded())) {
      float[] mean = new float[ACTION];
      float[] std = new float[ACTION];
      learner.observe(
          every(
              update -> {
                // the encoder does not move any more once the actor is updated
                Policy.Actor actor = learner.policy().actor();
                for (int row = 0; row < update.batch().size(); row++) {
                  float[] seen = new float[7];
                  System.arraycopy(update.batch().observations(), row * 7, seen, 0, 7);
                  actor.distribution(seen, mean, std);
                  for (int k = 0; k < ACTION; k++) {
                    int i = row * ACTION + k;
                    assertThat(update.meanAfter()[i]).isCloseTo(mean[k], within(1e-5f));
                    assertThat(Math.exp(update.logDeviationAfter()[i]))
                        .isCloseTo(std[k], within(1e-5));
                    assertThat(update.meanBefore()[i]).isNotEqualTo(update.meanAfter()[i]);
                  }
                  float[] gripper = new float[3];
                  actor.gripperValues(gripper);
                  for (int k = 0; k < 3; k++) {
                    assertThat(update.gripperAfter()[row * 3 + k])
                        .isCloseTo(gripper[k], within(1e-5f));
                  }
                }
                assertThat(update.gripperBefore()).isNotEqualTo(update.gripperAfter());
              }));
      learner.step(new SyntheticBatches(2));
      assertThat(learner.steps()).isEqualTo(1);
    }
  }

  @Test
  void itTellsWithWhatTheUpdateWasMade() {
    SacConfig config =
        SMALL.with(
            draft -> {
              draft.actorLearningRate = 0.001;
              draft.rateDecaySteps = 9;
              draft.gradientClip = 7;
            });
    List<Double> alphas = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    try (SacLearner learner = learner(config, SelectionConfig.entropyBounded())) {
      learner.observe(
          every(
              update -> {
                steps.add(update.step());
                alphas.add(update.temperature());
                rates.add(update.stepSize());
                assertThat(update.gradientClip()).isEqualTo(7);
                assertThat(update.gradientNorm()).isPositive();
                assertThat(update.actionSize()).isEqualTo(ACTION);
                assertThat(update.estimator())
                    .isEqualTo(SelectionConfig.entropyBounded().influence());
              }));
      double alpha = config.initialTemperature();
      SyntheticBatches batches = new SyntheticBatches(1);
      for (int step = 0; step < 3; step++) {
        double before = alpha;
        alpha = learner.step(batches).temperature();
        assertThat(alphas.get(step)).isCloseTo(before, within(1e-7));
      }
    }
    assertThat(steps).containsExactly(1L, 2L, 3L);
    assertThat(rates.get(0)).isEqualTo(0.001);
    assertThat(rates.get(1)).isCloseTo(0.0009, within(1e-9));
    assertThat(rates.get(2)).isCloseTo(0.0008, within(1e-9));
  }

  @Test
  void aDeviationIsClampedAtItsBoundsAndNotBetween() {
    SacConfig narrow =
        SMALL.with(
            draft -> {
              draft.minimumDeviation = 0.999;
              draft.maximumDeviation = 1;
            });
    int[] clamped = new int[2];
    for (int i = 0; i < 2; i++) {
      int at = i;
      try (SacLearner learner =
          learner(i == 0 ? SMALL : narrow, SelectionConfig.entropyBounded())) {
        learner.observe(
            every(
                update -> {
                  for (int k = 0; k < update.logDeviationBefore().length; k++) {
                    clamped[at] += update.isClamped(k) ? 1 : 0;
                  }
                }));
        learner.step(new SyntheticBatches(1));
      }
    }
    assertThat(clamped[0]).as("between wide bounds").isZero();
    assertThat(clamped[1]).as("between narrow bounds").isGreaterThan(SMALL.batchSize());
  }

  static Stream<SelectionConfig> selections() {
    return Stream.of(
        new SelectionConfig.EntropyBounded(
            0.05, 0.9, 5, CovarianceInfluence.UNWEIGHTED, Ramp.NONE, Normalisation.KEPT),
        SelectionConfig.keepAll());
  }

  @ParameterizedTest
  @MethodSource("selections")
  void theSamplesThatAreShownAreThoseOfWhichTheInfluenceWasEstimated(SelectionConfig selection) {
    int samples = selection.samples() == 0 ? ActorUpdateReport.SAMPLES : selection.samples();
    double[] mean = new double[1];
    try (SacLearner learner = learner(SMALL, selection)) {
      learner.observe(
          every(
              update -> {
                double[] logDensity = new double[samples];
                double[] softValue = new double[samples];
                assertThat(update.samples()).isEqualTo(samples);
                for (int row = 0; row < update.batch().size(); row++) {
                  update.samplesInto(row, logDensity, softValue);
                  assertThat(update.influence()[row])
                      .isEqualTo(selection.influence().influence(logDensity, softValue))
                      .isNotZero();
                  mean[0] += Math.abs(update.influence()[row]) / update.batch().size();
                }
              }));
      LearnerMetrics metrics = learner.step(new SyntheticBatches(7));

      assertThat(metrics.influence())
          .isCloseTo(selection.samples() == 0 ? 0 : mean[0], within(1e-12));
    }
  }

  @Test
  void aPolicyThatHardlyDoubtsOverflowsNothing() {
    SacConfig sure =
        SMALL.with(
            draft -> {
              draft.minimumDeviation = 1e-7;
              draft.maximumDeviation = 1e-5;
            });
    try (SacLearner learner = learner(sure, SelectionConfig.entropyBounded())) {
      learner.observe(
          every(
              update -> {
                for (int row = 0; row < 32; row++) {
                  assertThat(update.influence()[row]).isFinite();
                  assertThat(update.weights()[row]).isBetween(0f, 1f);
                }
                assertThat(update.isClamped(0)).isTrue();
                assertThat(update.logDeviationBefore()[0])
                    .isCloseTo((float) Math.log(1e-5), within(1e-5f));
              }));
      SyntheticBatches batches = new SyntheticBatches(4);
      for (int i = 0; i < 5; i++) {
        LearnerMetrics metrics = learner.step(batches);
        assertThat(metrics.influence()).isPositive().isFinite();
        assertThat(metrics.keepRatio()).isBetween(0.5, 1.0);
      }
    }
  }

  @Test
  void theCriticsSnapshotGivesTheLearnersOwnValues() {
    SacConfig once =
        SMALL.with(
            draft -> {
              draft.utdRatio = 1;
              draft.critics = 4;
            });
    try (SacLearner learner = learner(once, SelectionConfig.keepAll())) {
      SyntheticBatches batches = new SyntheticBatches(3);
      Batch[] seen = new Batch[1];
      learner.step(batches);
      Critics critics = learner.critics();
      double metric =
          learner
              .step(
                  batch -> {
                    batches.fill(batch);
                    seen[0] = batch;
                  })
              .meanQ();

      double mean = 0;
      double[] values = new double[critics.count()];
      float[] observation = new float[7];
      float[] action = new float[ACTION];
      for (int row = 0; row < 32; row++) {
        System.arraycopy(seen[0].observations(), row * 7, observation, 0, 7);
        System.arraycopy(seen[0].actions(), row * ACTION, action, 0, ACTION);
        critics.values(observation, action, values);
        for (double value : values) {
          mean += value / (32 * values.length);
        }
      }
      assertThat(critics.count()).isEqualTo(4);
      assertThat(mean).isCloseTo(metric, within(1e-5));
    }
  }
}
