package org.e2hil.agent.sac;

/**
 * The learner's hyperparameters.
 *
 * @param batchSize transitions in a batch
 * @param utdRatio critic updates a learner step; the actor has one
 * @param discount γ, in [0, 1)
 * @param tau τ, the share of the way that the targets go to the networks after each critic update
 * @param actorLearningRate of Adam
 * @param criticLearningRate of Adam, for critics and encoder
 * @param gripperLearningRate of Adam, for the gripper critic and encoder
 * @param temperatureLearningRate of Adam, on log α
 * @param initialTemperature α at the start
 * @param targetEntropyPerDimension H̄ divided by the action dimensions, the gripper counting as one
 * @param gradientClip largest Euclidean norm of a network's gradient; may be infinite
 * @param critics in the ensemble, of which the smallest answer counts
 * @param hiddenSize width of the hidden layers, a multiple of 16
 * @param latentSize width of the encoding, a multiple of 16
 * @param minimumDeviation σ of the policy before tanh is at least this
 * @param maximumDeviation and at most this
 * @param entropyInBackup whether the critics' target counts the next state's entropy
 * @param gripperPenaltyWeight factor of a transition's gripper penalty in the gripper's reward
 * @param imitationWeight β of an extra actor loss β‖a − â‖² on demonstrations and interventions,
 *     with â the action that was really applied (Nair et al., 2018); 0, the paper's method, has
 *     none
 * @param threads at least 1; every number gives the same results
 */
public record SacConfig(
    int batchSize,
    int utdRatio,
    double discount,
    double tau,
    double actorLearningRate,
    double criticLearningRate,
    double gripperLearningRate,
    double temperatureLearningRate,
    double initialTemperature,
    double targetEntropyPerDimension,
    double gradientClip,
    int critics,
    int hiddenSize,
    int latentSize,
    double minimumDeviation,
    double maximumDeviation,
    boolean entropyInBackup,
    double gripperPenaltyWeight,
    double imitationWeight,
    int threads) {

  public SacConfig {
    require(batchSize >= 1, "The batch size must be at least 1, not " + batchSize + ".");
    require(utdRatio >= 1, "The update-to-data ratio must be at least 1, not " + utdRatio + ".");
    require(
        discount >= 0 && discount < 1,
        "The discount must be at least 0 and below 1, not " + discount + ".");
    require(tau > 0 && tau <= 1, "Tau must be above 0 and at most 1, not " + tau + ".");
    requireRate("actor", actorLearningRate);
    requireRate("critic", criticLearningRate);
    requireRate("gripper", gripperLearningRate);
    requireRate("temperature", temperatureLearningRate);
    require(
        initialTemperature > 0 && Double.isFinite(initialTemperature),
        "The initial temperature must be above 0, not " + initialTemperature + ".");
    require(
        Double.isFinite(targetEntropyPerDimension),
        "The target entropy must be finite, not " + targetEntropyPerDimension + ".");
    require(
        gradientClip > 0,
        "The gradient clip must be above 0 (infinity for none), not " + gradientClip + ".");
    require(critics >= 1, "There must be at least 1 critic, not " + critics + ".");
    requireWidth("hidden", hiddenSize);
    requireWidth("latent", latentSize);
    require(
        minimumDeviation >= 1e-7 && minimumDeviation < maximumDeviation && maximumDeviation <= 1e3,
        "The standard deviations must satisfy 1e-7 <= minimum < maximum <= 1000, but are "
            + minimumDeviation
            + " and "
            + maximumDeviation
            + ".");
    require(
        gripperPenaltyWeight >= 0 && Double.isFinite(gripperPenaltyWeight),
        "The gripper penalty's weight must be 0 or more, not " + gripperPenaltyWeight + ".");
    require(
        imitationWeight >= 0 && Double.isFinite(imitationWeight),
        "The imitation weight must be 0 or more, not " + imitationWeight + ".");
    require(threads >= 1, "The learner has at least 1 thread, not " + threads + ".");
  }

  /** The simulator's settings of the paper's method: see the README for their sources. */
  public static SacConfig defaults() {
    return new SacConfig(
        256, 2, 0.97, 0.005, 3e-4, 3e-4, 3e-4, 3e-4, 0.01, -0.5, 10, 2, 256, 256, 1e-5, 10, true, 1,
        0, 1);
  }

  /** H̄ for so many continuous action dimensions and a gripper. */
  public double targetEntropy(int actionSize) {
    return targetEntropyPerDimension * (actionSize + 1);
  }

  /** A copy with another batch size. */
  public SacConfig withBatchSize(int size) {
    return new SacConfig(
        size,
        utdRatio,
        discount,
        tau,
        actorLearningRate,
        criticLearningRate,
        gripperLearningRate,
        temperatureLearningRate,
        initialTemperature,
        targetEntropyPerDimension,
        gradientClip,
        critics,
        hiddenSize,
        latentSize,
        minimumDeviation,
        maximumDeviation,
        entropyInBackup,
        gripperPenaltyWeight,
        imitationWeight,
        threads);
  }

  /** A copy with other widths of the encoding and the hidden layers. */
  public SacConfig withSizes(int latent, int hidden) {
    return new SacConfig(
        batchSize,
        utdRatio,
        discount,
        tau,
        actorLearningRate,
        criticLearningRate,
        gripperLearningRate,
        temperatureLearningRate,
        initialTemperature,
        targetEntropyPerDimension,
        gradientClip,
        critics,
        hidden,
        latent,
        minimumDeviation,
        maximumDeviation,
        entropyInBackup,
        gripperPenaltyWeight,
        imitationWeight,
        threads);
  }

  /** A copy with this learning rate for every network and the temperature. */
  public SacConfig withLearningRate(double rate) {
    return new SacConfig(
        batchSize,
        utdRatio,
        discount,
        tau,
        rate,
        rate,
        rate,
        rate,
        initialTemperature,
        targetEntropyPerDimension,
        gradientClip,
        critics,
        hiddenSize,
        latentSize,
        minimumDeviation,
        maximumDeviation,
        entropyInBackup,
        gripperPenaltyWeight,
        imitationWeight,
        threads);
  }

  /** A copy that learns with so many threads. */
  public SacConfig withThreads(int count) {
    return new SacConfig(
        batchSize,
        utdRatio,
        discount,
        tau,
        actorLearningRate,
        criticLearningRate,
        gripperLearningRate,
        temperatureLearningRate,
        initialTemperature,
        targetEntropyPerDimension,
        gradientClip,
        critics,
        hiddenSize,
        latentSize,
        minimumDeviation,
        maximumDeviation,
        entropyInBackup,
        gripperPenaltyWeight,
        imitationWeight,
        count);
  }

  private static void requireRate(String what, double rate) {
    require(
        rate > 0 && Double.isFinite(rate),
        "The " + what + " learning rate must be above 0, not " + rate + ".");
  }

  private static void requireWidth(String what, int width) {
    require(
        width >= 16 && width % 16 == 0,
        "The " + what + " size must be a multiple of 16, not " + width + ".");
  }

  private static void require(boolean met, String sentence) {
    if (!met) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
