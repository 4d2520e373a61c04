package org.e2hil.agent.sac;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * The learner's hyperparameters.
 *
 * @param batchSize transitions in a batch
 * @param utdRatio critic updates a learner step; the actor has one
 * @param discount γ, in [0, 1)
 * @param returnSteps n: a target adds up the rewards of so many control periods before it asks the
 *     critics, fewer where the episode or the hand's segment ends (Sutton, 1988); 1 is the paper's
 * @param tau τ, the share of the way that the targets go to the networks after each critic update
 * @param policyTau the share of the way that the policy which acts goes to the one that learns
 *     after each learner step (Polyak and Juditsky, 1992); 1, the paper's method, acts with the
 *     latter
 * @param actorLearningRate of Adam
 * @param criticLearningRate of Adam, for critics and encoder
 * @param gripperLearningRate of Adam, for the gripper critic and encoder
 * @param temperatureLearningRate of Adam, on log α
 * @param rateDecaySteps learner steps in which the learning rates fall to a tenth, in a straight
 *     line; 0 leaves them as they are
 * @param initialTemperature α at the start
 * @param maximumTemperature α is at most this, which may be infinite: where imitation keeps the
 *     entropy below its target, α would grow for ever
 * @param targetEntropyPerDimension H̄ divided by the action dimensions, the gripper counting as one
 * @param gradientClip largest Euclidean norm of a network's gradient; may be infinite
 * @param weightDecay every parameter loses this share of itself, times the learning rate, in each
 *     update (AdamW, Loshchilov and Hutter, 2019); 0, the paper's method, keeps them. It is what
 *     makes a policy forget numbers that mean nothing, of which twenty demonstrations rule out few
 * @param critics in the ensemble, of which the smallest answer counts
 * @param targetCritics of them whose smallest answer is the critics' target, drawn for every update
 *     (REDQ, Chen et al., 2021); 0 for all
 * @param hiddenSize width of the hidden layers, a multiple of 16
 * @param latentSize width of the encoding, a multiple of 16
 * @param minimumDeviation σ of the policy before tanh is at least this
 * @param maximumDeviation and at most this
 * @param entropyInBackup whether the critics' target counts the next state's entropy
 * @param gripperPenaltyWeight factor of a transition's gripper penalty in the gripper's reward
 * @param gripperActionGap α of advantage learning (Baird, 1999; Bellemare et al., 2016, "Increasing
 *     the Action Gap"), at least 0 and below 1: the gripper critic's target loses α times what the
 *     action's value is below that of the best one, which widens what lies between them by 1/(1 −
 *     α) and keeps the best one the best. Waiting for one control period costs 1 − γ of a return,
 *     less than a network's error; 0, the paper's method, leaves it at that
 * @param valueWeight factor of the critics' part in the losses of the actor and of the gripper
 *     critic: 1 is the paper's, 0 is imitation alone
 * @param imitationWeight β of an extra actor loss β‖a − â‖² on demonstrations and interventions,
 *     with â the action that was really applied (Nair et al., 2018); 0, the paper's method, has
 *     none
 * @param gripperImitationWeight factor of a margin by which what a hand did with the gripper must
 *     be worth more than anything else (Hester et al., 2018); 0, the paper's method, has none
 * @param threads that learn, 0 for as many as there are processors, but for one that the control
 *     loop has in real time; every number gives the same results
 */
@API(status = API.Status.EXPERIMENTAL)
public record SacConfig(
    int batchSize,
    int utdRatio,
    double discount,
    int returnSteps,
    double tau,
    double policyTau,
    double actorLearningRate,
    double criticLearningRate,
    double gripperLearningRate,
    double temperatureLearningRate,
    int rateDecaySteps,
    double initialTemperature,
    double maximumTemperature,
    double targetEntropyPerDimension,
    double gradientClip,
    double weightDecay,
    int critics,
    int targetCritics,
    int hiddenSize,
    int latentSize,
    double minimumDeviation,
    double maximumDeviation,
    boolean entropyInBackup,
    double gripperPenaltyWeight,
    double gripperActionGap,
    double valueWeight,
    double imitationWeight,
    double gripperImitationWeight,
    int threads) {

  /** An episode of a minute has 600 control periods; a longer return is no return but a wish. */
  private static final int MOST_RETURN_STEPS = 100;

  /** More than anybody learns with; arrays of their products have an index each. */
  private static final int MOST_ROWS = 65_536;

  private static final int MOST_WIDTH = 4096;
  private static final int MOST_CRITICS = 32;
  private static final int MOST_UPDATES = 1000;
  private static final int MOST_THREADS = 1024;

  private static final double FINAL_RATE = 0.1;

  public SacConfig {
    requireCount("batch size", batchSize, 1, MOST_ROWS);
    requireCount("UTD ratio", utdRatio, 1, MOST_UPDATES);
    require(
        discount >= 0 && discount < 1,
        "The discount must be at least 0 and below 1, not " + discount + ".");
    require(
        returnSteps >= 1 && returnSteps <= MOST_RETURN_STEPS,
        "The return's steps must be 1 to " + MOST_RETURN_STEPS + ", not " + returnSteps + ".");
    require(tau > 0 && tau <= 1, "Tau must be above 0 and at most 1, not " + tau + ".");
    require(
        policyTau > 0 && policyTau <= 1,
        "The policy's tau must be above 0 and at most 1, not " + policyTau + ".");
    requireRate("actor", actorLearningRate);
    requireRate("critic", criticLearningRate);
    requireRate("gripper", gripperLearningRate);
    requireRate("temperature", temperatureLearningRate);
    require(
        rateDecaySteps >= 0,
        "The steps in which the learning rates fall must be 0 (never) or more, not "
            + rateDecaySteps
            + ".");
    require(
        initialTemperature > 0 && Double.isFinite(initialTemperature),
        "The initial temperature must be above 0, not " + initialTemperature + ".");
    require(
        maximumTemperature >= initialTemperature,
        "The maximum temperature must be at least the initial temperature, "
            + initialTemperature
            + " (infinity for no bound), not "
            + maximumTemperature
            + ".");
    require(
        Double.isFinite(targetEntropyPerDimension),
        "The target entropy must be finite, not " + targetEntropyPerDimension + ".");
    require(
        gradientClip > 0,
        "The gradient clip must be above 0 (infinity for none), not " + gradientClip + ".");
    require(
        weightDecay >= 0
            && weightDecay
                    * Math.max(actorLearningRate, Math.max(criticLearningRate, gripperLearningRate))
                < 1,
        "The weight decay must be 0 or more, and less than 1 when multiplied by a learning rate,"
            + " not "
            + weightDecay
            + ".");
    requireCount("number of critics", critics, 1, MOST_CRITICS);
    require(
        targetCritics >= 0 && targetCritics <= critics,
        "The target's critics must be 0 (all) to "
            + critics
            + ", as many as there are, not "
            + targetCritics
            + ".");
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
        gripperActionGap >= 0 && gripperActionGap < 1,
        "The gripper's action gap must be at least 0 and below 1, not " + gripperActionGap + ".");
    requireWeight("value", valueWeight);
    requireWeight("imitation", imitationWeight);
    requireWeight("gripper's imitation", gripperImitationWeight);
    require(
        valueWeight + imitationWeight > 0,
        "The value weight and the imitation weight must not both be 0: nothing would teach the"
            + " policy.");
    require(
        threads >= 0 && threads <= MOST_THREADS,
        "The learner's threads must be 0 (all) to " + MOST_THREADS + ", not " + threads + ".");
  }

  /** The factor of every learning rate after so many learner steps, from 1 down to a tenth. */
  double rate(long steps) {
    return rateDecaySteps == 0
        ? 1
        : 1 - (1 - FINAL_RATE) * Math.min(1, (double) steps / rateDecaySteps);
  }

  /** The paper's method; the source of each number is in {@link SacConfigBuilder}. */
  public static SacConfig defaults() {
    return new SacConfigBuilder().config();
  }

  /** A copy with changes, such as {@code with(builder -> builder.critics = 8)}. */
  public SacConfig with(Consumer<SacConfigBuilder> changes) {
    SacConfigBuilder builder = new SacConfigBuilder(this);
    changes.accept(builder);
    return builder.config();
  }

  /** H̄ for so many continuous action dimensions and a gripper. */
  public double targetEntropy(int actionSize) {
    return targetEntropyPerDimension * (actionSize + 1);
  }

  /** A copy with another batch size. */
  public SacConfig withBatchSize(int size) {
    return with(builder -> builder.batchSize = size);
  }

  /** A copy with other widths of the encoding and the hidden layers. */
  public SacConfig withSizes(int latent, int hidden) {
    return with(
        builder -> {
          builder.latentSize = latent;
          builder.hiddenSize = hidden;
        });
  }

  /** A copy with this learning rate for every network and the temperature. */
  public SacConfig withLearningRate(double rate) {
    return with(
        builder -> {
          builder.actorLearningRate = rate;
          builder.criticLearningRate = rate;
          builder.gripperLearningRate = rate;
          builder.temperatureLearningRate = rate;
        });
  }

  /** A copy that learns with so many threads. */
  public SacConfig withThreads(int count) {
    return with(builder -> builder.threads = count);
  }

  private static void requireRate(String what, double rate) {
    require(
        rate > 0 && Double.isFinite(rate),
        "The " + what + " learning rate must be above 0, not " + rate + ".");
  }

  private static void requireWeight(String what, double weight) {
    require(
        weight >= 0 && Double.isFinite(weight),
        "The " + what + " weight must be 0 or more, not " + weight + ".");
  }

  private static void requireWidth(String what, int width) {
    require(
        width >= 16 && width <= MOST_WIDTH && width % 16 == 0,
        "The "
            + what
            + " size must be a multiple of 16 up to "
            + MOST_WIDTH
            + ", not "
            + width
            + ".");
  }

  private static void requireCount(String what, int count, int least, int most) {
    require(
        count >= least && count <= most,
        "The " + what + " must be " + least + " to " + most + ", not " + count + ".");
  }

  private static void require(boolean met, String sentence) {
    if (!met) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
