package org.e2hil.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every block's backward pass against differences of its forward pass along random directions. */
class BackwardTest {

  private static final int BATCH = 7;
  private static final int LATENT = 16;
  private static final int HIDDEN = 32;
  private static final int SIDE = 3;
  private static final float STEP = 1e-2f;

  private final Random random = new Random(31);
  private final BatchSlice rows = new BatchSlice(0, BATCH);

  private Matrix normal(int count, int columns) {
    Matrix values = Matrix.zeros(count, columns);
    for (int i = 0; i < values.values().length; i++) {
      values.values()[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The slope of {@code loss} along a random direction against what the backward pass says. */
  private void check(DoubleSupplier loss, float[] at, float[] gradient) {
    float[] direction = new float[at.length];
    for (int i = 0; i < direction.length; i++) {
      // of length about 1, so that the step stays small whatever the dimension
      direction[i] = (float) (random.nextGaussian() / Math.sqrt(direction.length));
    }
    float[] before = at.clone();
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < at.length; i++) {
        at[i] = before[i] + (side == 0 ? -STEP : STEP) * direction[i];
      }
      losses[side] = loss.getAsDouble();
    }
    System.arraycopy(before, 0, at, 0, at.length);
    double difference = (losses[1] - losses[0]) / (2 * STEP);
    assertThat(dot(gradient, direction))
        .isCloseTo(difference, within(4e-3 * (1 + Math.abs(difference))));
  }

  @ParameterizedTest(name = "{0} outputs")
  @ValueSource(ints = {1, 3, 12})
  void ofATrunk(int outputs) {
    ParameterLayout layout = new ParameterLayout();
    MlpLayout trunk = new MlpLayout(layout, LATENT, SIDE, HIDDEN, outputs);
    float[] parameters = new float[layout.end()];
    trunk.initialise(parameters, 0.3, random);
    Mlp network = new Mlp(trunk, parameters, true);
    Matrix encoding = normal(BATCH, LATENT);
    Matrix side = normal(BATCH, SIDE);
    Matrix weights = normal(BATCH, outputs);
    Mlp.Tape tape = new Mlp.Tape(BATCH, HIDDEN, outputs);
    DoubleSupplier loss =
        () -> {
          network.refresh();
          network.forward(encoding, side, rows, tape);
          return dot(tape.output().values(), weights.values());
        };
    float[] gradients = new float[layout.end()];
    Matrix byEncoding = Matrix.zeros(BATCH, LATENT);
    Matrix bySide = Matrix.zeros(BATCH, SIDE);
    network.forward(encoding, side, rows, tape);
    System.arraycopy(
        weights.values(), 0, tape.outputGradient().values(), 0, weights.values().length);
    network.backward(rows, tape);
    network.backwardParameters(gradients, encoding, side, rows, tape);
    network.backwardInput(byEncoding, rows, tape);
    network.backwardSide(bySide, rows, tape);

    check(loss, parameters, gradients);
    check(loss, encoding.values(), byEncoding.values());
    check(loss, side.values(), bySide.values());
  }

  @ParameterizedTest(name = "{0} numbers in an observation")
  @ValueSource(ints = {1, 5, 59})
  void ofTheEncoder(int observation) {
    ParameterLayout layout = new ParameterLayout();
    NormalisedLayer plan = new NormalisedLayer(layout, observation, 0, HIDDEN, Activation.TANH);
    float[] parameters = new float[layout.end()];
    plan.initialise(parameters, random);
    Encoder encoder = new Encoder(plan, parameters);
    Matrix observations = normal(BATCH, observation);
    Matrix weights = normal(BATCH, HIDDEN);
    Encoder.Tape tape = new Encoder.Tape(BATCH, HIDDEN);
    Encoder.Scratch scratch = new Encoder.Scratch();
    float[] gradients = new float[layout.end()];
    encoder.forward(observations, rows, tape, scratch);
    Matrix byEncoding = new Matrix(weights.values().clone(), HIDDEN);
    encoder.backward(gradients, observations, byEncoding, rows, tape, scratch);

    check(
        () -> {
          encoder.refresh();
          encoder.forward(observations, rows, tape, scratch);
          return dot(tape.encoding().values(), weights.values());
        },
        parameters,
        gradients);
  }

  @ParameterizedTest(name = "{0} dimensions")
  @ValueSource(ints = {1, 6, 17})
  void ofTheSquashedGaussian(int dimensions) {
    SquashedGaussian gaussian = new SquashedGaussian(BATCH, dimensions, 1e-5, 10);
    Matrix outputs = normal(BATCH, 2 * dimensions);
    Matrix sampled = Matrix.zeros(BATCH, dimensions);
    float[] actionGradient = normal(BATCH, dimensions).values();
    float[] noise = normal(BATCH, dimensions).values();
    float[] logWeights = new float[BATCH];
    for (int row = 0; row < BATCH; row++) {
      logWeights[row] = 0.3f + row / (float) BATCH;
    }
    float[] logDensity = new float[BATCH];
    DoubleSupplier loss =
        () -> {
          gaussian.read(outputs, rows);
          gaussian.sample(noise, 0, sampled, logDensity, 0, rows);
          return dot(sampled.values(), actionGradient) + dot(logDensity, logWeights);
        };
    assertThat(loss.getAsDouble()).isFinite();
    Matrix byOutputs = Matrix.zeros(BATCH, 2 * dimensions);
    gaussian.backward(noise, sampled, logWeights, actionGradient, byOutputs, rows);

    check(loss, outputs.values(), byOutputs.values());
  }
}
