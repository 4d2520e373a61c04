package org.e2hil.agent.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.Ramp;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.state.FloatArrayIO;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The learner against its specification, with the same weights, batches and noise: losses, norms,
 * gradients, mask, influence and temperature, for every option that a scenario may set.
 */
class LossSpecificationTest {

  private static final double RELATIVE = 1e-5;
  private static final double LEAST = 1e-7;
  private static final int OBSERVATION = 5;
  private static final int ACTION = 3;

  private static final SacConfig SMALL =
      SacConfig.defaults()
          .withBatchSize(66)
          .withSizes(16, 16)
          .withThreads(1)
          .with(builder -> builder.utdRatio = 1);

  private static final SelectionConfig BOUNDED = bounded(3, Normalisation.KEPT);

  private static Arguments of(
      String name, Consumer<SacConfigBuilder> changes, SelectionConfig selection) {
    return Arguments.of(name, SMALL.with(changes), selection);
  }

  private static SelectionConfig bounded(int samples, Normalisation normalisation) {
    return new SelectionConfig.EntropyBounded(
        0.05, 0.9, samples, SelectionConfig.entropyBounded().influence(), Ramp.NONE, normalisation);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        of("the paper's losses without a mask", builder -> {}, SelectionConfig.keepAll()),
        of("the paper's losses with the mask", builder -> {}, BOUNDED),
        of("the mask, divided by the batch", builder -> {}, bounded(3, Normalisation.BATCH)),
        of("no entropy in the backup", builder -> builder.entropyInBackup = false, BOUNDED),
        of(
            "imitation of demonstrations and interventions",
            builder -> {
              builder.imitationWeight = 5;
              builder.gripperPenaltyWeight = 2;
            },
            BOUNDED),
        of(
            "imitation of the gripper alone",
            builder -> builder.gripperImitationWeight = 3,
            BOUNDED),
        of(
            "imitation alone",
            builder -> {
              builder.valueWeight = 0;
              builder.imitationWeight = 2;
              builder.gripperImitationWeight = 3;
            },
            BOUNDED),
        of(
            "critics that count less than imitation",
            builder -> {
              builder.valueWeight = 0.3;
              builder.imitationWeight = 2;
            },
            bounded(3, Normalisation.BATCH)),
        of(
            "returns of up to five steps",
            builder -> {
              builder.returnSteps = 5;
              builder.discount = 0.9;
            },
            BOUNDED),
        of(
            "a policy that follows slowly",
            builder -> {
              builder.policyTau = 0.1;
              builder.utdRatio = 2;
            },
            BOUNDED),
        of("learning rates that fall", builder -> builder.rateDecaySteps = 2, BOUNDED),
        of(
            "a temperature at its bound",
            builder -> {
              builder.initialTemperature = 0.01;
              builder.maximumTemperature = 0.01;
              builder.targetEntropyPerDimension = 20;
            },
            BOUNDED),
        of(
            "what ships",
            builder -> {
              builder.critics = 4;
              builder.targetCritics = 2;
              builder.utdRatio = 4;
              builder.threads = 2;
              builder.returnSteps = 3;
              builder.policyTau = 0.005;
              builder.rateDecaySteps = 8000;
              builder.weightDecay = 0.5;
              builder.maximumTemperature = 0.01;
              builder.imitationWeight = 1;
              builder.gripperImitationWeight = 10;
              builder.entropyInBackup = false;
              builder.discount = 0.95;
              builder.tau = 0.01;
              builder.targetEntropyPerDimension = -0.75;
              builder.initialTemperature = 0.002;
            },
            SelectionConfig.entropyBounded()),
        of(
            "two of five critics in the target",
            builder -> {
              builder.critics = 5;
              builder.targetCritics = 2;
              builder.utdRatio = 3;
            },
            SelectionConfig.keepAll()),
        of(
            "a wide gap between the gripper's actions",
            builder -> builder.gripperActionGap = 0.9,
            BOUNDED),
        of("weights that decay", builder -> builder.weightDecay = 20, BOUNDED),
        of("one critic", builder -> builder.critics = 1, BOUNDED),
        of("a gradient that is clipped", builder -> builder.gradientClip = 0.05, BOUNDED),
        of(
            "a temperature whose rise is clipped",
            builder -> {
              builder.gradientClip = 0.05;
              builder.initialTemperature = 0.3;
              builder.targetEntropyPerDimension = 5;
            },
            SelectionConfig.keepAll()),
        of(
            "a temperature whose fall is clipped",
            builder -> {
              builder.gradientClip = 0.05;
              builder.initialTemperature = 0.3;
            },
            SelectionConfig.keepAll()),
        of(
            "a deviation at its bounds",
            builder -> {
              builder.minimumDeviation = 0.98;
              builder.maximumDeviation = 1.02;
              builder.initialTemperature = 0.3;
            },
            BOUNDED),
        of(
            "a learning rate for each network",
            builder -> {
              builder.actorLearningRate = 1e-3;
              builder.criticLearningRate = 2e-3;
              builder.gripperLearningRate = 3e-3;
              builder.temperatureLearningRate = 4e-3;
            },
            BOUNDED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void theLearnerDoesWhatTheEquationsSay(String name, SacConfig config, SelectionConfig selection)
      throws IOException {
    boolean masked = selection.samples() > 0;
    long seed = SeededRandom.of(11, "learner").nextLong();
    try (SacLearner learner =
        new SacLearner(config, selection, OBSERVATION, ACTION, SeededRandom.of(11, "learner"))) {
      float[] initial = learner.parameters();
      SpecifiedLearner specified =
          new SpecifiedLearner(
              config,
              new SacNetworks(config, OBSERVATION, ACTION),
              initial,
              seed,
              selection.samples(),
              selection.normalisation());
      float[] weights = new float[config.batchSize()];
      learner.observe(copyOf(weights));
      SyntheticBatches batches = new SyntheticBatches(12, config.returnSteps());
      SyntheticBatches same = new SyntheticBatches(12, config.returnSteps());
      for (int step = 0; step < 2; step++) {
        LearnerMetrics metrics = learner.step(batches);
        specified.step(same);

        agree("critic loss", metrics.criticLoss(), specified.criticLoss);
        agree("critic norm", metrics.criticGradientNorm(), specified.critic.norm);
        agree("mean target", metrics.targetQ(), specified.targetMean);
        agree("gripper loss", metrics.gripperLoss(), specified.gripperLoss);
        agree("gripper norm", metrics.gripperGradientNorm(), specified.gripper.norm);
        agree("actor loss", metrics.actorLoss(), specified.actorLoss);
        agree("actor norm", metrics.actorGradientNorm(), specified.actor.norm);
        agree("temperature loss", metrics.temperatureLoss(), specified.temperatureLoss);
        agree("temperature", metrics.temperature(), specified.alpha());
        agree("entropy", metrics.entropy(), specified.entropy);
        double kept = Arrays.stream(specified.weights).sum();
        double divisor =
            selection.normalisation() == Normalisation.KEPT ? kept : config.batchSize();
        agree("loss of kept", metrics.actorLossKept(), specified.actorLoss * divisor / kept);
        agree(
            "loss of batch",
            metrics.actorLossBatch(),
            specified.actorLoss * divisor / config.batchSize());
        for (int row = 0; row < weights.length; row++) {
          assertThat((double) weights[row]).as("row %d", row).isEqualTo(specified.weights[row]);
        }
        if (masked) {
          assertThat(metrics.keepRatio()).isLessThan(0.9);
          agree(
              "influence",
              metrics.influence(),
              Arrays.stream(specified.influence).map(Math::abs).average().orElseThrow());
        }
        moments(learner, "critic", specified.critic);
        moments(learner, "gripper critic", specified.gripper);
        moments(learner, "actor", specified.actor);
        float[] way = moved(learner.policy(), initial);
        int from = initial.length - way.length;
        assertThat(distance(way, moved(specified.acting, initial, from)))
            .as("way of the policy that acts")
            .isLessThan(5e-3);
        temperatureMoments(learner, specified.temperature);
      }
    }
  }

  /** How far encoder, gripper critic and actor have gone from where they began. */
  private static float[] moved(Policy policy, float[] initial) {
    int from = policy.networks().encoderFrom;
    float[] way = new float[initial.length - from];
    for (int i = 0; i < way.length; i++) {
      way[i] = policy.parameter(from + i) - initial[from + i];
    }
    return way;
  }

  private static double[] moved(double[] parameters, float[] initial, int from) {
    double[] way = new double[initial.length - from];
    for (int i = 0; i < way.length; i++) {
      way[i] = parameters[from + i] - initial[from + i];
    }
    return way;
  }

  private static ActorObserver copyOf(float[] weights) {
    return new ActorObserver() {
      @Override
      public boolean wants(long step) {
        return true;
      }

      @Override
      public void updated(ActorUpdateReport update) {
        System.arraycopy(update.weights(), 0, weights, 0, weights.length);
      }
    };
  }

  private static void agree(String what, double actual, double expected) {
    // what is a difference of larger numbers has their error
    double error = Math.max(RELATIVE * Math.abs(expected), LEAST);
    assertThat(actual).as(what).isCloseTo(expected, within(error));
  }

  /** Adam's moments hold every number of the gradients so far. */
  private static void moments(SacLearner learner, String name, SpecifiedLearner.Optimiser expected)
      throws IOException {
    float[] first = new float[expected.first.length];
    float[] second = new float[expected.second.length];
    saved(learner)
        .section(
            name + " optimiser",
            section -> {
              section.readInt();
              FloatArrayIO.read(section, first, first.length);
              FloatArrayIO.read(section, second, second.length);
            });
    assertThat(distance(first, expected.first)).as("%s gradients", name).isLessThan(1e-5);
    assertThat(distance(second, expected.second)).as("%s squares", name).isLessThan(1e-5);
  }

  private static void temperatureMoments(SacLearner learner, SpecifiedLearner.Optimiser expected)
      throws IOException {
    saved(learner)
        .section(
            "temperature",
            section -> {
              section.readDouble();
              agree("temperature's gradients", section.readDouble(), expected.first[0]);
              agree("temperature's squares", section.readDouble(), expected.second[0]);
              section.readInt();
            });
  }

  private static StateReader saved(SacLearner learner) throws IOException {
    StateWriter state = new StateWriter();
    learner.save(state);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.writeTo(new DataOutputStream(bytes));
    return StateReader.of(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** Euclidean, divided by the length of what is expected. */
  private static double distance(float[] actual, double[] expected) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    return Math.sqrt(error / size);
  }
}
