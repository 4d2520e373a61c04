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
  private final Rows rows = new Rows(0, 1, 0, BATCH, HIDDEN);

  private Floats normal(int length) {
    Floats values = new Floats(length);
    for (int i = 0; i < length; i++) {
      values.set(i, (float) random.nextGaussian());
    }
    return values;
  }

  private static double dot(Floats a, Floats b, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) a.at(i) * b.at(i);
    }
    return sum;
  }

  /** The slope of {@code loss} along {@code direction} against what the backward pass says. */
  private static void check(
      DoubleSupplier loss, Floats at, int length, Floats direction, double slope) {
    float[] before = new float[length];
    at.read(0, before, 0, length);
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < length; i++) {
        at.set(i, before[i] + (side == 0 ? -STEP : STEP) * direction.at(i));
      }
      losses[side] = loss.getAsDouble();
    }
    at.write(0, before, 0, length);
    double difference = (losses[1] - losses[0]) / (2 * STEP);
    assertThat(slope).isCloseTo(difference, within(4e-3 * (1 + Math.abs(difference))));
  }

  /** A direction of length about 1, so that the step stays small whatever the dimension. */
  private Floats direction(int length) {
    Floats direction = normal(length);
    for (int i = 0; i < length; i++) {
      direction.set(i, direction.at(i) / (float) Math.sqrt(length));
    }
    return direction;
  }

  @ParameterizedTest(name = "{0} outputs")
  @ValueSource(ints = {1, 3, 12})
  void ofATrunk(int outputs) {
    ParameterLayout layout = new ParameterLayout();
    Trunk trunk = new Trunk(layout, LATENT, SIDE, HIDDEN, outputs);
    int size = layout.end();
    Floats parameters = new Floats(size);
    trunk.initialise(parameters, 0.3, random);
    Floats encoding = normal(BATCH * LATENT);
    Floats side = normal(BATCH * SIDE);
    Floats weights = normal(BATCH * outputs);
    Floats output = new Floats(BATCH * outputs);
    Trunk.Workspace space = new Trunk.Workspace(BATCH, HIDDEN);
    Trunk.Tape tape = new Trunk.Tape(BATCH, HIDDEN);
    DoubleSupplier loss =
        () -> {
          trunk.infer(parameters, encoding, side, space, output, rows);
          return dot(output, weights, BATCH * outputs);
        };
    Floats gradients = new Floats(size);
    Floats byEncoding = new Floats(BATCH * LATENT);
    trunk.forward(parameters, encoding, side, tape, output, rows);
    assertThat(dot(output, weights, BATCH * outputs)).isCloseTo(loss.getAsDouble(), within(1e-4));
    trunk.forward(parameters, encoding, side, tape, output, rows);
    trunk.backward(parameters, gradients, encoding, side, tape, weights, space, rows);
    trunk.backwardEncoding(parameters, space, byEncoding, false, rows);
    int[] all = {0, 1, 2, 3, 4, 5, 6};
    Floats bySide = new Floats(BATCH * SIDE);
    trunk.backwardSide(parameters, tape, weights, all, BATCH, 0, space, bySide);

    Floats along = direction(size);
    check(loss, parameters, size, along, dot(gradients, along, size));
    Floats alongEncoding = direction(BATCH * LATENT);
    check(
        loss,
        encoding,
        BATCH * LATENT,
        alongEncoding,
        dot(byEncoding, alongEncoding, BATCH * LATENT));
    Floats alongSide = direction(BATCH * SIDE);
    check(loss, side, BATCH * SIDE, alongSide, dot(bySide, alongSide, BATCH * SIDE));
  }

  @ParameterizedTest(name = "{0} numbers in an observation")
  @ValueSource(ints = {1, 5, 59})
  void ofTheEncoder(int observation) {
    ParameterLayout layout = new ParameterLayout();
    Encoder encoder = new Encoder(layout, observation, HIDDEN);
    int size = layout.end();
    Floats parameters = new Floats(size);
    encoder.initialise(parameters, random);
    Floats observations = normal(BATCH * observation);
    Floats weights = normal(BATCH * HIDDEN);
    Floats encoding = new Floats(BATCH * HIDDEN);
    Encoder.Tape tape = new Encoder.Tape(BATCH, HIDDEN);
    Floats gradients = new Floats(size);
    encoder.forward(parameters, observations, tape, rows);
    for (int i = 0; i < BATCH * HIDDEN; i++) {
      tape.gradient().set(i, weights.at(i));
    }
    encoder.backward(parameters, gradients, observations, tape, rows);

    Floats along = direction(size);
    check(
        () -> {
          encoder.infer(parameters, observations, encoding, rows);
          return dot(encoding, weights, BATCH * HIDDEN);
        },
        parameters,
        size,
        along,
        dot(gradients, along, size));
  }

  @ParameterizedTest(name = "{0} dimensions")
  @ValueSource(ints = {1, 6, 17})
  void ofTheSquashedGaussian(int dimensions) {
    int size = BATCH * dimensions;
    SquashedGaussian gaussian = new SquashedGaussian(BATCH, dimensions, 1e-5, 10);
    Floats outputs = normal(2 * size);
    Floats sampled = new Floats(size);
    Floats actionWeights = normal(size);
    float[] noise = new float[size];
    float[] logWeights = new float[BATCH];
    float[] actionGradient = new float[size];
    float[] logDensity = new float[BATCH];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) random.nextGaussian();
      actionGradient[i] = actionWeights.at(i);
      logWeights[i / dimensions] = 0.3f + i / (float) size;
    }
    DoubleSupplier loss =
        () -> {
          gaussian.read(outputs, rows);
          gaussian.sample(noise, 0, sampled, logDensity, 0, rows);
          double sum = dot(sampled, actionWeights, size);
          for (int row = 0; row < BATCH; row++) {
            sum += logWeights[row] * logDensity[row];
          }
          return sum;
        };
    assertThat(loss.getAsDouble()).isFinite();
    Floats byOutputs = new Floats(2 * size);
    gaussian.backward(noise, sampled, logWeights, actionGradient, byOutputs, rows);

    Floats along = direction(2 * size);
    check(loss, outputs, 2 * size, along, dot(byOutputs, along, 2 * size));
  }
}
