package org.e2hil.agent.sac;

import org.apiguardian.api.API;

/**
 * All hyperparameters of a {@link SacConfig} by name, to be changed. A new one holds the defaults,
 * which are those of the paper's method, with the source of each; what each means is said in {@link
 * SacConfig}.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SacConfigBuilder {

  /** As in the paper's public code and in HIL-SERL (Luo et al., 2024). */
  public int batchSize = 256;

  /** As in the paper's public code. */
  public int utdRatio = 2;

  /** As in the paper's public code for the SO-101 and its simulator; its A1X has 0.98. */
  public double discount = 0.97;

  /** The paper's targets have one step (Eq. 1). */
  public int returnSteps = 1;

  /** As in the paper's public code and in SAC (Haarnoja et al., 2018). */
  public double tau = 0.005;

  /** The paper acts with the policy that learns. */
  public double policyTau = 1;

  /** As in the paper's public code and in SAC. */
  public double actorLearningRate = 3e-4;

  /** As in the paper's public code and in SAC. */
  public double criticLearningRate = 3e-4;

  /** As the critics'. */
  public double gripperLearningRate = 3e-4;

  /** As in the paper's public code and in SAC. */
  public double temperatureLearningRate = 3e-4;

  /** The paper keeps its learning rates. */
  public int rateDecaySteps = 0;

  /** As in the paper's public code for both arms; its simulator has 0.03. */
  public double initialTemperature = 0.01;

  /** The paper bounds α nowhere. */
  public double maximumTemperature = Double.POSITIVE_INFINITY;

  /** The paper's H̄ is minus half of the action dimensions. */
  public double targetEntropyPerDimension = -0.5;

  /** As in the public code for the simulator; that for the SO-101 has 40. */
  public double gradientClip = 10;

  /** The paper uses Adam without weight decay. */
  public double weightDecay = 0;

  /** As in the paper's public code: the smaller answer of two (Fujimoto et al., 2018). */
  public int critics = 2;

  /** All, since there are two. */
  public int targetCritics = 0;

  /** As in the paper's public code. */
  public int hiddenSize = 256;

  /** As in the paper's public code for the SO-101; its simulator has 64. */
  public int latentSize = 256;

  /** As in the paper's public code for the simulator and the A1X. */
  public double minimumDeviation = 1e-5;

  /** Twice that of the paper's public code, where tanh is flat in any case. */
  public double maximumDeviation = 10;

  /** Eq. 1; the public code leaves it out on the A1X alone. */
  public boolean entropyInBackup = true;

  /** The penalty counts as it is given. */
  public double gripperPenaltyWeight = 1;

  /** The paper's double DQN. */
  public double gripperActionGap = 0;

  /** The paper's loss. */
  public double valueWeight = 1;

  /** The paper does not imitate. */
  public double imitationWeight = 0;

  /** The paper does not imitate. */
  public double gripperImitationWeight = 0;

  /** As many as there are processors: they change no number. */
  public int threads = 0;

  SacConfigBuilder() {}

  SacConfigBuilder(SacConfig config) {
    batchSize = config.batchSize();
    utdRatio = config.utdRatio();
    discount = config.discount();
    returnSteps = config.returnSteps();
    tau = config.tau();
    policyTau = config.policyTau();
    actorLearningRate = config.actorLearningRate();
    criticLearningRate = config.criticLearningRate();
    gripperLearningRate = config.gripperLearningRate();
    temperatureLearningRate = config.temperatureLearningRate();
    rateDecaySteps = config.rateDecaySteps();
    initialTemperature = config.initialTemperature();
    maximumTemperature = config.maximumTemperature();
    targetEntropyPerDimension = config.targetEntropyPerDimension();
    gradientClip = config.gradientClip();
    weightDecay = config.weightDecay();
    critics = config.critics();
    targetCritics = config.targetCritics();
    hiddenSize = config.hiddenSize();
    latentSize = config.latentSize();
    minimumDeviation = config.minimumDeviation();
    maximumDeviation = config.maximumDeviation();
    entropyInBackup = config.entropyInBackup();
    gripperPenaltyWeight = config.gripperPenaltyWeight();
    gripperActionGap = config.gripperActionGap();
    valueWeight = config.valueWeight();
    imitationWeight = config.imitationWeight();
    gripperImitationWeight = config.gripperImitationWeight();
    threads = config.threads();
  }

  SacConfig config() {
    return new SacConfig(
        batchSize,
        utdRatio,
        discount,
        returnSteps,
        tau,
        policyTau,
        actorLearningRate,
        criticLearningRate,
        gripperLearningRate,
        temperatureLearningRate,
        rateDecaySteps,
        initialTemperature,
        maximumTemperature,
        targetEntropyPerDimension,
        gradientClip,
        weightDecay,
        critics,
        targetCritics,
        hiddenSize,
        latentSize,
        minimumDeviation,
        maximumDeviation,
        entropyInBackup,
        gripperPenaltyWeight,
        gripperActionGap,
        valueWeight,
        imitationWeight,
        gripperImitationWeight,
        threads);
  }
}
