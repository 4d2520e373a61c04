package org.e2hil.agent.sac;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Normalisation;

/** Learner steps by {@link LossSpecification}, with Adam as Kingma and Ba write it. */
final class SpecifiedLearner {

  private static final double MARGIN = 0.2;

  private final SacConfig config;
  private final SacNetworks networks;
  private final int samples;
  private final Normalisation normalisation;
  private final SeededRandom criticNoise;
  private final SeededRandom subsets;
  private final SeededRandom actorNoise;
  private final SeededRandom temperatureNoise;
  private final SeededRandom influenceNoise;
  private final double[] parameters;
  private final double[] targets;
  final double[] acting;
  private final double[] logAlpha = new double[1];
  private int steps;

  final Optimiser critic;
  final Optimiser gripper;
  final Optimiser actor;
  final Optimiser temperature;
  double criticLoss;
  double targetMean;
  double gripperLoss;
  double actorLoss;
  double temperatureLoss;
  double entropy;
  double[] weights;
  double[] influence = new double[0];

  SpecifiedLearner(
      SacConfig config,
      SacNetworks networks,
      float[] initial,
      long seed,
      int samples,
      Normalisation normalisation) {
    this.config = config;
    this.networks = networks;
    this.samples = samples;
    this.normalisation = normalisation;
    criticNoise = SeededRandom.of(seed, "critic noise");
    subsets = SeededRandom.of(seed, "target critics");
    actorNoise = SeededRandom.of(seed, "actor noise");
    temperatureNoise = SeededRandom.of(seed, "temperature noise");
    influenceNoise = SeededRandom.of(seed, "influence noise");
    parameters = IntStream.range(0, initial.length).mapToDouble(i -> initial[i]).toArray();
    targets = parameters.clone();
    acting = parameters.clone();
    critic =
        new Optimiser(0, networks.encoderTo, config.criticLearningRate(), config.weightDecay());
    gripper =
        new Optimiser(
            networks.encoderFrom,
            networks.gripper.to(),
            config.gripperLearningRate(),
            config.weightDecay());
    actor =
        new Optimiser(
            networks.actor.from(),
            networks.actor.to(),
            config.actorLearningRate(),
            config.weightDecay());
    temperature = new Optimiser(0, 1, config.temperatureLearningRate(), 0);
    logAlpha[0] = Math.log(config.initialTemperature());
  }

  /** AdamW on a range, after clipping. */
  final class Optimiser {
    final int from;
    final int to;
    final double[] first;
    final double[] second;
    private final double learningRate;
    private final double decay;
    private int updates;
    double norm;

    Optimiser(int from, int to, double learningRate, double decay) {
      this.from = from;
      this.to = to;
      this.learningRate = learningRate;
      this.decay = decay;
      first = new double[to - from];
      second = new double[to - from];
    }

    private void update(double[] values, double[] gradient) {
      norm = Math.sqrt(Arrays.stream(gradient, from, to).map(g -> g * g).sum());
      double scale = norm > config.gradientClip() ? config.gradientClip() / norm : 1;
      updates++;
      for (int i = from; i < to; i++) {
        double g = gradient[i] * scale;
        int at = i - from;
        first[at] = 0.9 * first[at] + 0.1 * g;
        second[at] = 0.999 * second[at] + 0.001 * g * g;
        double mean = first[at] / (1 - Math.pow(0.9, updates));
        double square = second[at] / (1 - Math.pow(0.999, updates));
        values[i] -= slowing() * learningRate * decay * values[i];
        values[i] -= slowing() * learningRate * mean / (Math.sqrt(square) + 1e-8);
      }
    }
  }

  /** From 1 to a tenth in a straight line. */
  private double slowing() {
    double gone = config.rateDecaySteps() == 0 ? 0 : 1.0 * steps / config.rateDecaySteps();
    return 1 - 0.9 * Math.min(1, gone);
  }

  double alpha() {
    return Math.exp(logAlpha[0]);
  }

  void step(BatchSource source) {
    Batch batch = new Batch(config.batchSize(), networks.observationSize, networks.actionSize);
    for (int update = 1; update <= config.utdRatio(); update++) {
      source.fill(batch);
      updateCritics(batch);
      LossSpecification.Loss loss = specification(batch).gripper(MARGIN);
      gripperLoss = loss.value;
      gripper.update(parameters, loss.gradient);
      if (update == config.utdRatio()) {
        updateActor(batch);
        updateTemperature(batch);
      }
      for (int i = 0; i < networks.gripper.to(); i++) {
        targets[i] += config.tau() * (parameters[i] - targets[i]);
      }
    }
    for (int i = 0; i < acting.length; i++) {
      acting[i] += config.policyTau() * (parameters[i] - acting[i]);
    }
    steps++;
  }

  private LossSpecification specification(Batch batch) {
    return new LossSpecification(config, networks, batch, parameters, targets);
  }

  private float[] normal(SeededRandom random) {
    float[] noise = new float[config.batchSize() * networks.actionSize];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  private void updateCritics(Batch batch) {
    float[] noise = normal(criticNoise);
    LossSpecification specification = specification(batch);
    double[] y = specification.criticTargets(alpha(), noise, asked());
    targetMean = Arrays.stream(y).average().orElseThrow();
    LossSpecification.Loss loss = specification.critics(y);
    criticLoss = loss.value;
    critic.update(parameters, loss.gradient);
  }

  /** M of N critics, as the learner draws them. */
  private List<Integer> asked() {
    int count = config.critics();
    int wanted = config.targetCritics() == 0 ? count : config.targetCritics();
    Integer[] chosen = new Integer[wanted];
    Arrays.setAll(chosen, i -> i);
    for (int i = wanted; i < count; i++) {
      int place = subsets.nextInt(i + 1);
      if (place < wanted) {
        chosen[place] = i;
      }
    }
    return List.of(chosen);
  }

  private void updateActor(Batch batch) {
    float[] noise = normal(actorNoise);
    int size = batch.size();
    weights = new double[size];
    Arrays.fill(weights, 1);
    if (samples > 0) {
      mask(batch);
    }
    double sum = Arrays.stream(weights).sum();
    double divisor = normalisation == Normalisation.KEPT ? sum : size;
    double[] share = Arrays.stream(weights).map(w -> w / divisor).toArray();
    LossSpecification.Loss loss = specification(batch).actor(alpha(), noise, share);
    double[][] drawn = specification(batch).sample(alpha(), noise);
    entropy = -Arrays.stream(drawn[0]).average().orElseThrow();
    actorLoss = loss.value;
    actor.update(parameters, loss.gradient);
  }

  /** Eq. 10 and 11. */
  private void mask(Batch batch) {
    int size = batch.size();
    double[][][] drawn = new double[samples][][];
    for (int k = 0; k < samples; k++) {
      drawn[k] = specification(batch).sample(alpha(), normal(influenceNoise));
    }
    influence = new double[size];
    for (int row = 0; row < size; row++) {
      double[] x = new double[samples];
      double[] soft = new double[samples];
      for (int k = 0; k < samples; k++) {
        x[k] = drawn[k][0][row];
        soft[k] = drawn[k][1][row];
      }
      double value = Arrays.stream(soft).average().orElseThrow();
      double[] advantage = new double[samples];
      Arrays.setAll(advantage, k -> Math.min(Math.exp(x[k]), 1e6) * (soft[k] - value));
      double meanX = Arrays.stream(x).average().orElseThrow();
      double meanA = Arrays.stream(advantage).average().orElseThrow();
      double covariance = 0;
      for (int k = 0; k < samples; k++) {
        covariance += (x[k] - meanX) * (advantage[k] - meanA) / samples;
      }
      influence[row] = -covariance;
    }
    double[] sorted = Arrays.stream(influence).map(Math::abs).sorted().toArray();
    for (int row = 0; row < size; row++) {
      double c = Math.abs(influence[row]);
      weights[row] = quantile(sorted, 0.05) <= c && c <= quantile(sorted, 0.90) ? 1 : 0;
    }
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }

  private void updateTemperature(Batch batch) {
    double target = config.targetEntropyPerDimension() * (networks.actionSize + 1);
    temperatureLoss = specification(batch).temperature(alpha(), normal(temperatureNoise), target);
    temperature.update(logAlpha, new double[] {temperatureLoss});
    logAlpha[0] = Math.min(logAlpha[0], Math.log(config.maximumTemperature()));
  }
}
