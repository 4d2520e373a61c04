package org.e2hil.agent.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.ActorObserver;
import org.e2hil.agent.sac.ActorUpdateReport;
import org.e2hil.agent.sac.SacConfig;
import org.e2hil.agent.sac.SacLearner;
import org.e2hil.agent.selection.SelectionConfig;
import org.junit.jupiter.api.Test;

/** What is measured of real updates of a small learner. */
class ActorDiagnosticsTest {

  private static final int BATCH = 128;
  private static final int ACTION = 2;

  /** Unrelated random transitions of all three sources. */
  private static final class Noise implements BatchSource {

    private final SeededRandom random = SeededRandom.of(3, "transitions");

    @Override
    public void fill(Batch batch) {
      for (float[] values :
          List.of(batch.observations(), batch.nextObservations(), batch.rewards())) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
      }
      for (int i = 0; i < batch.actions().length; i++) {
        batch.actions()[i] = (float) StrictMath.tanh(random.nextGaussian());
      }
      for (int row = 0; row < batch.size(); row++) {
        batch.grippers()[row] = random.nextInt(3);
        batch.sources()[row] = Source.values()[row % 3];
      }
    }
  }

  /** Looks over the shoulder of the measurements. */
  private static final class Witness implements ActorObserver {

    private final ActorDiagnostics measured;
    private final Runnable look;
    private ActorUpdateReport update;

    Witness(ActorDiagnostics measured, Runnable look) {
      this.measured = measured;
      this.look = look;
    }

    @Override
    public boolean wants(long step) {
      return measured.wants(step);
    }

    @Override
    public void selected(ActorUpdateReport shown) {
      measured.selected(shown);
    }

    @Override
    public void updated(ActorUpdateReport shown) {
      update = shown;
      measured.updated(shown);
      look.run();
    }
  }

  private final List<Diagnosis> diagnoses = new ArrayList<>();
  private Witness witness;

  private void learn(SelectionConfig selection, int steps, Runnable look) {
    SacConfig config = SacConfig.defaults().withBatchSize(BATCH).withSizes(32, 32);
    ActorDiagnostics measured =
        new ActorDiagnostics(
            new DiagnosticsConfig(1, 1, 1, 0),
            (seen, offset, pointM) -> Arrays.fill(pointM, seen[offset]),
            () -> 77,
            diagnoses::add);
    witness = new Witness(measured, look);
    try (SacLearner learner =
        new SacLearner(config, selection, 5, ACTION, SeededRandom.of(5, "learner"))) {
      learner.observe(witness);
      BatchSource source = new Noise();
      for (int i = 0; i < steps; i++) {
        diagnoses.clear();
        learner.step(source);
      }
    }
  }

  private <D extends Diagnosis> D last(Class<D> kind) {
    List<D> found = diagnoses.stream().filter(kind::isInstance).map(kind::cast).toList();
    return found.get(found.size() - 1);
  }

  @Test
  void thePredictionIsTheInfluenceOfTheStatesThatCountedSmoothedLikeAdamsGradient() {
    double[] smoothed = {0, 0};
    learn(
        SelectionConfig.entropyBounded(),
        4,
        () -> {
          ActorUpdateReport update = witness.update;
          EntropyChange change = last(EntropyChange.class);
          double kept = 0;
          double counted = 0;
          double covariance = 0;
          for (int row = 0; row < BATCH; row++) {
            kept += update.weights()[row];
            counted += update.weights()[row] * update.influence()[row];
            covariance -= update.influence()[row] / BATCH;
          }
          smoothed[0] = 0.9 * smoothed[0] + 0.1 * counted / kept;
          smoothed[1] = 0.9 * smoothed[1] + 0.1;
          double rounding = 1e-12 * (1 + Math.abs(covariance) * BATCH);
          assertThat(change.predictedWeighted())
              .isCloseTo(3e-4 * smoothed[0] / smoothed[1], within(rounding));
          assertThat(change.covarianceWeighted()).isCloseTo(covariance, within(rounding));
          assertThat(change.envSteps()).isEqualTo(77);
          assertThat(change.learnerSteps()).isEqualTo(update.step());
        });
  }

  @Test
  void withoutASelectionThePredictionIsThatOfTheUpdateAlone() {
    learn(
        SelectionConfig.keepAll(),
        3,
        () -> {
          EntropyChange change = last(EntropyChange.class);
          double predicted = -3e-4 * change.covarianceUnweighted();
          assertThat(change.predictedUnweighted())
              .isNotZero()
              .isCloseTo(predicted, within(1e-12 * Math.abs(predicted)));
        });
  }

  @Test
  void theEntropyIsThatOfTheActionsThatTheLearnerDraws() {
    learn(
        SelectionConfig.entropyBounded(),
        3,
        () -> {
          ActorUpdateReport update = witness.update;
          double[] logs = new double[update.samples()];
          double[] values = new double[update.samples()];
          double difference = 0;
          double squares = 0;
          for (int row = 0; row < BATCH; row++) {
            double entropy = 0;
            for (int i = row * ACTION; i < (row + 1) * ACTION; i++) {
              entropy +=
                  SquashedEntropy.entropy(update.meanBefore()[i], update.logDeviationBefore()[i]);
            }
            update.samplesInto(row, logs, values);
            for (double log : logs) {
              difference += entropy + log;
              squares += (entropy + log) * (entropy + log);
            }
          }
          int n = BATCH * update.samples();
          // E[−log π] = H: six standard errors are exceeded once in 10⁹
          assertThat(difference / n)
              .isCloseTo(0, within(6 * Math.sqrt(squares / n) / Math.sqrt(n)));
        });
  }

  @Test
  void remaindersBiasAndSensitivityStayWithinTheirBounds() {
    learn(
        SelectionConfig.entropyBounded(),
        5,
        () -> {
          EntropyChange change = last(EntropyChange.class);
          assertThat(Math.abs(change.remainder())).isLessThanOrEqualTo(change.remainderBound());
          GripperEntropy gripper = last(GripperEntropy.class);
          assertThat(Math.abs(gripper.remainder())).isLessThanOrEqualTo(gripper.remainderBound());
          assertThat(gripper.measured()).isNotZero();
          SelectionEffect effect = last(SelectionEffect.class);
          assertThat(effect.gradient().biasNorm())
              .isPositive()
              .isLessThanOrEqualTo(effect.gradient().biasBound());
          assertThat(effect.gradient().discardRate())
              .isCloseTo(1 - effect.keepRatio(), within(1e-9));
          assertThat(effect.sensitivity().distance())
              .isPositive()
              .isLessThanOrEqualTo(effect.sensitivity().bound());
          assertThat(effect.influenceOfInterventions()).isPositive();
          IncrementVariance variance = last(IncrementVariance.class);
          assertThat(variance.varianceMasked())
              .isPositive()
              .isLessThanOrEqualTo(variance.boundMasked());
          assertThat(variance.boundMasked()).isLessThanOrEqualTo(variance.boundFull());
        });
  }

  @Test
  void aSelectionThatDropsNothingHasNoBiasButItsBoundsSensitivityIsStillMeasured() {
    learn(
        SelectionConfig.keepAll(),
        2,
        () -> {
          SelectionEffect effect = last(SelectionEffect.class);
          assertThat(effect.gradient().biasNorm()).isZero();
          assertThat(effect.gradient().discardRate()).isZero();
          assertThat(effect.gradient().variance()).isEqualTo(effect.gradient().varianceFull());
          assertThat(effect.sensitivity().distance()).isPositive();
          assertThat(effect.influenceOfPolicy()).isPositive();
        });
  }

  @Test
  void everyGroupOfABatchHasItsRowInTheTable() {
    learn(SelectionConfig.entropyBounded(), 1, () -> {});
    List<InfluenceTable> rows =
        diagnoses.stream()
            .filter(InfluenceTable.class::isInstance)
            .map(InfluenceTable.class::cast)
            .toList();

    assertThat(rows.stream().map(InfluenceTable::group))
        .containsExactly("all", "demonstration", "policy", "intervention");
    assertThat(rows.get(0).states()).isEqualTo(BATCH);
    assertThat(rows.stream().skip(1).mapToInt(InfluenceTable::states).sum()).isEqualTo(BATCH);
    for (InfluenceTable row : rows) {
      assertThat(row.top2()).isGreaterThanOrEqualTo(row.top10());
      assertThat(row.top10()).isGreaterThanOrEqualTo(row.top50());
      assertThat(row.top50()).isGreaterThan(row.mean());
      assertThat(row.mean()).isGreaterThan(row.low20());
    }
  }

  @Test
  void updatesAreShownWhenSomethingIsDueAndNeverWhenAllIsOff() {
    DiagnosticsConfig config = new DiagnosticsConfig(6, 10, 0, 3);
    ActorDiagnostics some =
        new ActorDiagnostics(config, (seen, offset, point) -> {}, () -> 0, diagnoses::add);
    ActorDiagnostics none =
        new ActorDiagnostics(
            DiagnosticsConfig.OFF, (seen, offset, point) -> {}, () -> 0, diagnoses::add);
    List<Long> wanted = new ArrayList<>();
    for (long step = 1; step <= 30; step++) {
      if (some.wants(step)) {
        wanted.add(step);
      }
      assertThat(none.wants(step)).isFalse();
    }

    assertThat(wanted).containsExactly(6L, 10L, 12L, 18L, 20L, 24L, 30L);
  }

  @Test
  void anIntervalBelowNothingIsRefusedInASentence() {
    assertThatThrownBy(() -> new DiagnosticsConfig(1, -1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("selectionEverySteps must be 0, for never, or more, but is -1");
  }
}
