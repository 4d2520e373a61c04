package org.e2hil.agent.sac;

import java.util.Arrays;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.sac.ReferenceNetwork.LayerRow;
import org.e2hil.agent.sac.ReferenceNetwork.TrunkRow;

/**
 * The learner step in double precision, written from the equations and sharing no arithmetic with
 * the real one: it only asks it where each parameter lies and draws the same noise.
 */
final class ReferenceLearner {

  private static final int SAMPLES = 8;

  private final SacConfig config;
  private final SacNetworks networks;
  private final SeededRandom criticNoise;
  private final SeededRandom actorNoise;
  private final SeededRandom temperatureNoise;
  private final SeededRandom influenceNoise;
  private final boolean masked;
  private final double[] parameters;
  private final double[] targets;
  private final Optimiser critic;
  private final Optimiser gripper;
  private final Optimiser actor;
  private final Optimiser temperatureOptimiser;
  private final double[] logAlpha = new double[1];

  double criticLoss;
  double criticNorm;
  double gripperLoss;
  double gripperNorm;
  double actorLoss;
  double actorNorm;
  double temperatureLoss;
  double entropy;
  boolean[] kept;
  double[] influence;

  ReferenceLearner(
      SacConfig config, SacNetworks networks, float[] initial, long seed, boolean masked) {
    this.config = config;
    this.networks = networks;
    this.masked = masked;
    criticNoise = SeededRandom.of(seed, "critic noise");
    actorNoise = SeededRandom.of(seed, "actor noise");
    temperatureNoise = SeededRandom.of(seed, "temperature noise");
    influenceNoise = SeededRandom.of(seed, "influence noise");
    parameters = new double[initial.length];
    for (int i = 0; i < initial.length; i++) {
      parameters[i] = initial[i];
    }
    targets = parameters.clone();
    critic = new Optimiser(0, networks.encoderTo);
    gripper = new Optimiser(networks.encoderFrom, networks.gripper.to());
    actor = new Optimiser(networks.actor.from(), networks.actor.to());
    temperatureOptimiser = new Optimiser(0, 1);
    logAlpha[0] = Math.log(config.initialTemperature());
  }

  /** Adam after clipping, as Kingma and Ba write it. */
  private final class Optimiser {
    private final int from;
    private final int to;
    private final double[] m;
    private final double[] v;
    private int t;

    Optimiser(int from, int to) {
      this.from = from;
      this.to = to;
      m = new double[to];
      v = new double[to];
    }

    double update(double[] values, double[] gradient) {
      double squares = 0;
      for (int i = from; i < to; i++) {
        squares += gradient[i] * gradient[i];
      }
      double norm = Math.sqrt(squares);
      double scale = norm > config.gradientClip() ? config.gradientClip() / norm : 1;
      t++;
      for (int i = from; i < to; i++) {
        double g = gradient[i] * scale;
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.999, t));
        values[i] -= 3e-4 * mHat / (Math.sqrt(vHat) + 1e-8);
      }
      return norm;
    }
  }

  /** A squashed Gaussian's sample and its log density. */
  private final class Draw {
    final double[] noise;
    final double[] action;
    final double[] deviation;
    final boolean[] clamped;
    double logDensity;

    Draw(double[] outputs, float[] noise, int noiseIndex) {
      int n = networks.actionSize;
      this.noise = new double[n];
      action = new double[n];
      deviation = new double[n];
      clamped = new boolean[n];
      for (int k = 0; k < n; k++) {
        double sigma = Math.exp(outputs[n + k]);
        clamped[k] = sigma <= config.minimumDeviation() || sigma >= config.maximumDeviation();
        deviation[k] =
            Math.max(config.minimumDeviation(), Math.min(config.maximumDeviation(), sigma));
        this.noise[k] = noise[noiseIndex + k];
        double u = outputs[k] + deviation[k] * this.noise[k];
        action[k] = Math.tanh(u);
        double square = this.noise[k] * this.noise[k];
        double normal = -square / 2 - Math.log(deviation[k]) - Math.log(2 * Math.PI) / 2;
        logDensity += normal + 2 * Math.log(Math.cosh(u));
      }
    }
  }

  void step(BatchSource source) {
    Batch batch = new Batch(config.batchSize(), networks.observationSize, networks.actionSize);
    for (int update = 1; update <= config.utdRatio(); update++) {
      source.fill(batch);
      updateCritics(batch);
      updateGripperCritic(batch);
      if (update == config.utdRatio()) {
        updateActor(batch);
        updateTemperature(batch);
      }
      approach(0, networks.gripper.to());
    }
  }

  private void approach(int from, int to) {
    for (int i = from; i < to; i++) {
      targets[i] += config.tau() * (parameters[i] - targets[i]);
    }
  }

  private float[] normal(SeededRandom random, int count) {
    float[] noise = new float[count * config.batchSize() * networks.actionSize];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  private LayerRow encode(float[] observations, int row) {
    return encode(parameters, observations, row);
  }

  private LayerRow encode(double[] values, float[] observations, int row) {
    int size = networks.observationSize;
    double[] observation = new double[size];
    for (int i = 0; i < size; i++) {
      observation[i] = observations[row * size + i];
    }
    return new LayerRow(networks.encoder, true, values, observation, new double[0]);
  }

  private double[] action(Batch batch, int row) {
    double[] action = new double[networks.actionSize];
    for (int k = 0; k < action.length; k++) {
      action[k] = batch.actions()[row * action.length + k];
    }
    return action;
  }

  private double smallest(double[] values, double[] encoding, double[] action) {
    return networks.critics.stream()
        .mapToDouble(c -> new TrunkRow(c, values, encoding, action).output[0])
        .min()
        .orElseThrow();
  }

  private void updateCritics(Batch batch) {
    float[] noise = normal(criticNoise, 1);
    double[] g = new double[parameters.length];
    int size = batch.size();
    criticLoss = 0;
    for (int row = 0; row < size; row++) {
      double[] next = encode(batch.nextObservations(), row).output;
      double[] outputs = new TrunkRow(networks.actor, parameters, next).output;
      Draw draw = new Draw(outputs, noise, row * networks.actionSize);
      double[] target = encode(targets, batch.nextObservations(), row).output;
      double soft =
          smallest(targets, target, draw.action) - Math.exp(logAlpha[0]) * draw.logDensity;
      double y = batch.rewards()[row] + (batch.terminals()[row] ? 0 : config.discount() * soft);
      LayerRow encoding = encode(batch.observations(), row);
      double[] byEncoding = new double[networks.latentSize];
      for (var c : networks.critics) {
        TrunkRow q = new TrunkRow(c, parameters, encoding.output, action(batch, row));
        double error = q.output[0] - y;
        criticLoss += error * error / size;
        double[] by = q.backward(parameters, g, 2 * error / size);
        for (int i = 0; i < byEncoding.length; i++) {
          byEncoding[i] += by[i];
        }
      }
      encoding.backward(parameters, g, byEncoding);
    }
    criticNorm = critic.update(parameters, g);
  }

  private void updateGripperCritic(Batch batch) {
    double[] g = new double[parameters.length];
    int size = batch.size();
    gripperLoss = 0;
    for (int row = 0; row < size; row++) {
      double[] next = encode(batch.nextObservations(), row).output;
      double[] online = new TrunkRow(networks.gripper, parameters, next).output;
      int best = 0;
      for (int k = 1; k < 3; k++) {
        best = online[k] > online[best] ? k : best;
      }
      double[] target = encode(targets, batch.nextObservations(), row).output;
      double value = new TrunkRow(networks.gripper, targets, target).output[best];
      double reward =
          batch.rewards()[row] + config.gripperPenaltyWeight() * batch.gripperPenalties()[row];
      double y = reward + (batch.terminals()[row] ? 0 : config.discount() * value);
      LayerRow encoding = encode(batch.observations(), row);
      TrunkRow q = new TrunkRow(networks.gripper, parameters, encoding.output);
      int chosen = batch.grippers()[row];
      double error = q.output[chosen] - y;
      gripperLoss += error * error / size;
      double[] byOutput = new double[3];
      byOutput[chosen] = 2 * error / size;
      encoding.backward(parameters, g, q.backward(parameters, g, byOutput));
    }
    gripperNorm = gripper.update(parameters, g);
  }

  private void updateActor(Batch batch) {
    float[] noise = normal(actorNoise, 1);
    int size = batch.size();
    kept = new boolean[size];
    Arrays.fill(kept, true);
    if (masked) {
      select(batch);
    }
    int count = 0;
    for (boolean keep : kept) {
      count += keep ? 1 : 0;
    }
    double alpha = Math.exp(logAlpha[0]);
    double[] g = new double[parameters.length];
    double[] unused = new double[parameters.length];
    actorLoss = 0;
    entropy = 0;
    for (int row = 0; row < size; row++) {
      double[] encoding = encode(batch.observations(), row).output;
      TrunkRow policy = new TrunkRow(networks.actor, parameters, encoding);
      int n = networks.actionSize;
      Draw draw = new Draw(policy.output, noise, row * n);
      entropy -= draw.logDensity / size;
      if (!kept[row]) {
        continue;
      }
      TrunkRow least = null;
      for (var c : networks.critics) {
        TrunkRow q = new TrunkRow(c, parameters, encoding, draw.action);
        least = least == null || q.output[0] < least.output[0] ? q : least;
      }
      actorLoss -= (least.output[0] - alpha * draw.logDensity) / count;
      double[] byInput = least.backward(parameters, unused, -1.0 / count);
      double[] byOutput = new double[2 * n];
      for (int k = 0; k < n; k++) {
        double a = draw.action[k];
        double byArgument = byInput[networks.latentSize + k] * (1 - a * a) + alpha / count * 2 * a;
        byOutput[k] = byArgument;
        byOutput[n + k] =
            draw.clamped[k] ? 0 : byArgument * draw.noise[k] * draw.deviation[k] - alpha / count;
      }
      policy.backward(parameters, g, byOutput);
    }
    actorNorm = actor.update(parameters, g);
  }

  /** Eq. 7, 8, 10 and 11. */
  private void select(Batch batch) {
    float[] noise = normal(influenceNoise, SAMPLES);
    int size = batch.size();
    double alpha = Math.exp(logAlpha[0]);
    influence = new double[size];
    for (int row = 0; row < size; row++) {
      double[] encoding = encode(batch.observations(), row).output;
      double[] outputs = new TrunkRow(networks.actor, parameters, encoding).output;
      double[] x = new double[SAMPLES];
      double[] y = new double[SAMPLES];
      double value = 0;
      for (int k = 0; k < SAMPLES; k++) {
        Draw draw = new Draw(outputs, noise, (k * size + row) * networks.actionSize);
        x[k] = draw.logDensity;
        y[k] = smallest(parameters, encoding, draw.action) - alpha * x[k];
        value += y[k] / SAMPLES;
      }
      double meanX = 0;
      double meanY = 0;
      double meanXy = 0;
      for (int k = 0; k < SAMPLES; k++) {
        y[k] = Math.min(Math.exp(x[k]), 1e6) * (y[k] - value);
        meanX += x[k] / SAMPLES;
        meanY += y[k] / SAMPLES;
        meanXy += x[k] * y[k] / SAMPLES;
      }
      influence[row] = -(meanXy - meanX * meanY);
    }
    double[] sorted = Arrays.stream(influence).map(Math::abs).sorted().toArray();
    for (int row = 0; row < size; row++) {
      double c = Math.abs(influence[row]);
      kept[row] = quantile(sorted, 0.05) <= c && c <= quantile(sorted, 0.90);
    }
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }

  private void updateTemperature(Batch batch) {
    float[] noise = normal(temperatureNoise, 1);
    double mean = 0;
    for (int row = 0; row < batch.size(); row++) {
      double[] encoding = encode(batch.observations(), row).output;
      double[] outputs = new TrunkRow(networks.actor, parameters, encoding).output;
      mean += new Draw(outputs, noise, row * networks.actionSize).logDensity / batch.size();
    }
    double target = -(networks.actionSize + 1) / 2.0;
    temperatureLoss = -Math.exp(logAlpha[0]) * (mean + target);
    temperatureOptimiser.update(logAlpha, new double[] {temperatureLoss});
  }

  double temperature() {
    return Math.exp(logAlpha[0]);
  }
}
