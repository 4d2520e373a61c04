package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.SquashedGaussian;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;

/** Every intermediate result of a learner step, made once: allocating costs more than computing. */
final class LearnerWorkspace implements AutoCloseable {

  private final List<AutoCloseable> owned = new ArrayList<>();

  final Floats observations;
  final Floats nextObservations;
  final Floats actions;
  final Floats nextEncoding;
  final Encoder.Tape encoder;
  final Trunk.Workspace trunk;
  final List<Trunk.Tape> criticTapes;
  final Trunk.Tape actorTape;
  final SquashedGaussian gaussian;

  /** {@code [batch, 2 · action]}: means, then log deviations. */
  final Floats actorOutputs;

  final Floats actorOutputGradient;
  final Floats sampledActions;
  final float[] noise;
  final float[] logDensity;
  final float[] temperatureLogDensity;

  /** {@code [batch]} each. */
  final Floats values;

  final Floats valueGradient;
  final Floats[] criticValues;
  final Floats[] criticActorValues;
  final float[] target;

  /** {@code [batch, 3]} each. */
  final Floats gripperValues;

  final Floats gripperNextValues;
  final Floats gripperGradient;
  final float[] gripperTarget;

  final InfluenceSamples samples;
  final Floats influenceActions;
  final double[] influence;

  /** {@code [batch]}: the selection's weights, then divided by their sum or by the batch. */
  final float[] weights;

  final float[] logDensityWeight;
  final float[] actionGradient;
  final Floats chosenActionGradient;
  final int[] leastCritic;
  final int[][] chosen;

  LearnerWorkspace(SacConfig config, int samples, int observationSize, int actionSize) {
    int batch = config.batchSize();
    int hidden = config.hiddenSize();
    observations = floats(batch * observationSize);
    nextObservations = floats(batch * observationSize);
    actions = floats(batch * actionSize);
    nextEncoding = floats(batch * config.latentSize());
    encoder = own(new Encoder.Tape(batch, config.latentSize()));
    trunk = own(new Trunk.Workspace(batch, hidden));
    List<Trunk.Tape> tapes = new ArrayList<>();
    criticValues = new Floats[config.critics()];
    criticActorValues = new Floats[config.critics()];
    for (int i = 0; i < config.critics(); i++) {
      tapes.add(own(new Trunk.Tape(batch, hidden)));
      criticValues[i] = floats(batch);
      criticActorValues[i] = floats(batch);
    }
    criticTapes = List.copyOf(tapes);
    actorTape = own(new Trunk.Tape(batch, hidden));
    gaussian =
        new SquashedGaussian(
            batch, actionSize, config.minimumDeviation(), config.maximumDeviation());
    actorOutputs = floats(batch * 2 * actionSize);
    actorOutputGradient = floats(batch * 2 * actionSize);
    sampledActions = floats(batch * actionSize);
    noise = new float[batch * actionSize];
    logDensity = new float[batch];
    temperatureLogDensity = new float[batch];
    values = floats(batch);
    valueGradient = floats(batch);
    target = new float[batch];
    gripperValues = floats(batch * SacNetworks.GRIPPER_ACTIONS);
    gripperNextValues = floats(batch * SacNetworks.GRIPPER_ACTIONS);
    gripperGradient = floats(batch * SacNetworks.GRIPPER_ACTIONS);
    gripperTarget = new float[batch];
    this.samples = new InfluenceSamples(samples, batch, actionSize);
    influenceActions = floats(batch * actionSize);
    influence = new double[batch];
    weights = new float[batch];
    logDensityWeight = new float[batch];
    actionGradient = new float[batch * actionSize];
    chosenActionGradient = floats(batch * actionSize);
    leastCritic = new int[batch];
    chosen = new int[config.threads()][batch];
  }

  static void fillNormal(float[] noise, SeededRandom random) {
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
  }

  /** Mean |c| over all rows. */
  double meanInfluence() {
    return Arrays.stream(influence).map(Math::abs).sum() / influence.length;
  }

  /** Mean |c| over the rows that came from {@code source}; NaN without any. */
  double meanInfluence(Batch batch, Source source) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < influence.length; row++) {
      if (batch.sources()[row] == source) {
        sum += Math.abs(influence[row]);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private Floats floats(int length) {
    return own(new Floats(length));
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  @Override
  public void close() {
    for (AutoCloseable resource : owned) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("The learner's memory could not be freed.", e);
      }
    }
  }
}
