package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SacConfigTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static Arguments refused(String sentence, Consumer<SacConfigBuilder> change) {
    return Arguments.of(sentence, change);
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        refused("The batch size must be 1 to 65536, not 0.", d -> d.batchSize = 0),
        refused("The batch size must be 1 to 65536, not 65537.", d -> d.batchSize = 65_537),
        refused("The UTD ratio must be 1 to 1000, not 0.", d -> d.utdRatio = 0),
        refused("The UTD ratio must be 1 to 1000, not 1001.", d -> d.utdRatio = 1001),
        refused("The discount must be at least 0 and below 1, not -0.01.", d -> d.discount = -0.01),
        refused("The discount must be at least 0 and below 1, not 1.0.", d -> d.discount = 1),
        refused("Tau must be above 0 and at most 1, not 0.0.", d -> d.tau = 0),
        refused("Tau must be above 0 and at most 1, not 1.01.", d -> d.tau = 1.01),
        refused("The return's steps must be 1 to 100, not 0.", d -> d.returnSteps = 0),
        refused("The return's steps must be 1 to 100, not 101.", d -> d.returnSteps = 101),
        refused("The policy's tau must be above 0 and at most 1, not 0.0.", d -> d.policyTau = 0),
        refused("The policy's tau must be above 0 and at most 1, not 1.5.", d -> d.policyTau = 1.5),
        refused("The actor learning rate must be above 0, not 0.0.", d -> d.actorLearningRate = 0),
        refused(
            "The critic learning rate must be above 0, not 0.0.", d -> d.criticLearningRate = 0),
        refused(
            "The gripper learning rate must be above 0, not Infinity.",
            d -> d.gripperLearningRate = INFINITE),
        refused(
            "The temperature learning rate must be above 0, not NaN.",
            d -> d.temperatureLearningRate = Double.NaN),
        refused("The initial temperature must be above 0, not 0.0.", d -> d.initialTemperature = 0),
        refused(
            "The initial temperature must be above 0, not Infinity.",
            d -> d.initialTemperature = INFINITE),
        refused(
            "The target entropy must be finite, not NaN.",
            d -> d.targetEntropyPerDimension = Double.NaN),
        refused(
            "The gradient clip must be above 0 (infinity for none), not 0.0.",
            d -> d.gradientClip = 0),
        refused(
            "The weight decay must be 0 or more, and less than 1 when multiplied by a learning"
                + " rate, not -0.1.",
            d -> d.weightDecay = -0.1),
        refused(
            "less than 1 when multiplied by a learning rate, not 250.0.",
            d -> {
              d.criticLearningRate = 0.004;
              d.weightDecay = 250;
            }),
        refused("The number of critics must be 1 to 32, not 0.", d -> d.critics = 0),
        refused("The number of critics must be 1 to 32, not 33.", d -> d.critics = 33),
        refused(
            "The target's critics must be 0 (all) to 2, as many as there are, not 3.",
            d -> d.targetCritics = 3),
        refused(
            "The target's critics must be 0 (all) to 2, as many as there are, not -1.",
            d -> d.targetCritics = -1),
        refused(
            "The hidden size must be a multiple of 16 up to 4096, not 0.", d -> d.hiddenSize = 0),
        refused(
            "The hidden size must be a multiple of 16 up to 4096, not 65536.",
            d -> d.hiddenSize = 65_536),
        refused(
            "The latent size must be a multiple of 16 up to 4096, not 24.", d -> d.latentSize = 24),
        refused(
            "The latent size must be a multiple of 16 up to 4096, not 4112.",
            d -> d.latentSize = 4112),
        refused(
            "The standard deviations must satisfy 1e-7 <= minimum < maximum <= 1000, but are"
                + " 9.0E-8 and 10.0.",
            d -> d.minimumDeviation = 9e-8),
        refused("minimum < maximum", d -> d.maximumDeviation = d.minimumDeviation),
        refused("maximum <= 1000", d -> d.maximumDeviation = 1001),
        refused(
            "The gripper penalty's weight must be 0 or more, not -1.0.",
            d -> d.gripperPenaltyWeight = -1),
        refused(
            "The gripper penalty's weight must be 0 or more, not Infinity.",
            d -> d.gripperPenaltyWeight = INFINITE),
        refused(
            "The gripper's action gap must be at least 0 and below 1, not 1.0.",
            d -> d.gripperActionGap = 1),
        refused("The gripper's action gap must", d -> d.gripperActionGap = -0.1),
        refused("The gripper's action gap must", d -> d.gripperActionGap = Double.NaN),
        refused(
            "The steps in which the learning rates fall must be 0 (never) or more, not -1.",
            d -> d.rateDecaySteps = -1),
        refused(
            "The maximum temperature must be at least the initial temperature, 0.01 (infinity for no"
                + " bound), not 0.009.",
            d -> d.maximumTemperature = 0.009),
        refused("The value weight must be 0 or more, not -0.5.", d -> d.valueWeight = -0.5),
        refused(
            "The gripper's imitation weight must be 0 or more, not NaN.",
            d -> d.gripperImitationWeight = Double.NaN),
        refused(
            "The value weight and the imitation weight must not both be 0: nothing would teach the"
                + " policy.",
            d -> d.valueWeight = 0),
        refused("The imitation weight must be 0 or more, not -1.0.", d -> d.imitationWeight = -1),
        refused(
            "The imitation weight must be 0 or more, not Infinity.",
            d -> d.imitationWeight = INFINITE),
        refused("The learner's threads must be 0 (all) to 1024, not -1.", d -> d.threads = -1),
        refused("The learner's threads must be 0 (all) to 1024, not 1025.", d -> d.threads = 1025));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("impossible")
  void impossibleHyperparametersAreRefusedInASentence(
      String sentence, Consumer<SacConfigBuilder> change) {
    assertThatThrownBy(() -> SacConfig.defaults().with(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void theLeastAndTheMostAreAllowed() {
    assertThatCode(
            () ->
                SacConfig.defaults()
                    .with(
                        d -> {
                          d.batchSize = 1;
                          d.utdRatio = 1;
                          d.discount = 0;
                          d.returnSteps = 100;
                          d.tau = 1;
                          d.policyTau = 1;
                          d.maximumTemperature = d.initialTemperature;
                          d.gradientClip = INFINITE;
                          d.critics = 1;
                          d.targetCritics = 1;
                          d.hiddenSize = 16;
                          d.latentSize = 16;
                          d.minimumDeviation = 1e-7;
                          d.maximumDeviation = 1000;
                          d.gripperPenaltyWeight = 0;
                          d.imitationWeight = 0;
                          d.threads = 0;
                        }))
        .doesNotThrowAnyException();
  }

  @Test
  void aCopyDiffersInNothingButItsChanges() {
    SacConfig all =
        new SacConfig(
            1, 2, 0.3, 4, 0.4, 0.45, 5, 6, 7, 8, 9, 10, 10.5, 11, 12, 0.1, 13, 3, 16, 32, 0.5, 0.75,
            false, 14, 0.25, 15, 16, 17, 18);

    assertThat(all.with(builder -> {})).isEqualTo(all);
    assertThat(all.withBatchSize(64)).isEqualTo(all.with(d -> d.batchSize = 64)).isNotEqualTo(all);
    assertThat(all.withThreads(2)).isEqualTo(all.with(d -> d.threads = 2)).isNotEqualTo(all);
    assertThat(all.withSizes(48, 64).latentSize()).isEqualTo(48);
    assertThat(all.withSizes(48, 64).hiddenSize()).isEqualTo(64);
    SacConfig quick = all.withLearningRate(0.5);
    assertThat(
            new double[] {
              quick.actorLearningRate(),
              quick.criticLearningRate(),
              quick.gripperLearningRate(),
              quick.temperatureLearningRate()
            })
        .containsOnly(0.5);
  }

  @Test
  void theLearningRatesFallToATenthInAStraightLine() {
    SacConfig falling = SacConfig.defaults().with(d -> d.rateDecaySteps = 100);

    assertThat(falling.rate(0)).isEqualTo(1);
    assertThat(falling.rate(50)).isCloseTo(0.55, within(1e-12));
    assertThat(falling.rate(100)).isCloseTo(0.1, within(1e-12));
    assertThat(falling.rate(1_000_000)).isCloseTo(0.1, within(1e-12));
    assertThat(SacConfig.defaults().rate(1_000_000)).isEqualTo(1);
  }

  @Test
  void theGripperCountsAsADimensionOfTheTargetEntropy() {
    SacConfig config = SacConfig.defaults().with(d -> d.targetEntropyPerDimension = -0.75);

    assertThat(config.targetEntropy(3)).isEqualTo(-3);
  }
}
