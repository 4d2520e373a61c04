package org.e2hil.agent.sac;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.e2hil.agent.experience.Batch;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Floats;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.network.Rows;
import org.e2hil.agent.network.Trunk;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.InfluenceEstimator;
import org.e2hil.agent.selection.Normalisation;
import org.e2hil.agent.selection.SampleSelector;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;

/**
 * Soft actor-critic on mixed batches (RLPD) whose actor learns only from the states that the
 * selection keeps (E2HiL). Everything else sees the whole batch.
 *
 * <p>All randomness comes from the generator that is handed in; with the same one, the same batches
 * and the same number of threads, every number repeats bit for bit. One thread at a time may call
 * it; a {@link Policy} may go anywhere. Owns native memory: close it.
 */
public final class SacLearner implements AutoCloseable {

  private static final int CHECKPOINT_VERSION = 1;

  /** Returns lie in [0, 1]; one control period's delay near the end costs a few hundredths. */
  private static final double GRIPPER_MARGIN = 0.05;

  private final SacConfig config;
  private final int observationSize;
  private final int actionSize;
  private final double targetEntropy;
  private final SelectionConfig selectionConfig;
  private final InfluenceEstimator estimator;
  private final SampleSelector selector;

  // every component draws from its own stream, so that the selection's draws move no other number
  private final SeededRandom criticRandom;
  private final SeededRandom actorRandom;
  private final SeededRandom temperatureRandom;
  private final SeededRandom influenceRandom;
  private final SeededRandom selectionRandom;
  private final long observerSeed;

  private final SacNetworks networks;
  private final List<Trunk> critics;
  private final Encoder encoder;
  private final Trunk gripper;
  private final Trunk actor;
  private final Floats parameters;
  private final Floats targets;
  private final Floats[] gradients;
  private final Adam criticOptimiser;
  private final Adam gripperOptimiser;
  private final Adam actorOptimiser;
  private final Temperature temperature;
  private final RowWorkers workers;

  private final LearnerWorkspace space;
  private final Batch batch;
  private long steps;

  private double criticLoss;
  private double criticNorm;
  private double gripperLoss;
  private double gripperNorm;
  private double actorLoss;
  private double actorNorm;
  private double temperatureLoss;
  private double entropy;
  private double weightSum;
  private Selection selection = Selection.EVERYTHING;
  private ActorObserver observer = ActorObserver.NONE;
  private final ActorUpdate shown;

  /**
   * @param observationSize numbers in an observation
   * @param actionSize continuous action dimensions, without the gripper
   * @param random one number is drawn from it, the seed of everything here
   */
  public SacLearner(
      SacConfig config,
      SelectionConfig selection,
      int observationSize,
      int actionSize,
      SeededRandom random) {
    if (observationSize < 1 || actionSize < 1) {
      throw new IllegalArgumentException(
          "Observation and action need at least one dimension, but have "
              + observationSize
              + " and "
              + actionSize
              + ".");
    }
    this.config = config;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    targetEntropy = config.targetEntropy(actionSize);
    selectionConfig = selection;
    estimator = selection.influence();
    selector = selection.selector();
    long seed = random.nextLong();
    criticRandom = SeededRandom.of(seed, "critic noise");
    actorRandom = SeededRandom.of(seed, "actor noise");
    temperatureRandom = SeededRandom.of(seed, "temperature noise");
    influenceRandom = SeededRandom.of(seed, "influence noise");
    selectionRandom = SeededRandom.of(seed, "selection");
    observerSeed = SeededRandom.of(seed, "observer").nextLong();

    networks = new SacNetworks(config, observationSize, actionSize);
    critics = networks.critics;
    encoder = networks.encoder;
    gripper = networks.gripper;
    actor = networks.actor;
    parameters = new Floats(networks.size);
    networks.initialise(parameters, SeededRandom.of(seed, "initial weights"));
    targets = new Floats(networks.gripper.to());
    targets.approach(parameters, 1, 0, targets.length());
    gradients = new Floats[config.threads()];
    Arrays.setAll(gradients, i -> new Floats(networks.size));
    double clip = config.gradientClip();
    criticOptimiser = new Adam(0, networks.encoderTo, config.criticLearningRate(), clip);
    gripperOptimiser =
        new Adam(networks.encoderFrom, gripper.to(), config.gripperLearningRate(), clip);
    actorOptimiser = new Adam(actor.from(), actor.to(), config.actorLearningRate(), clip);
    temperature =
        new Temperature(config.initialTemperature(), config.temperatureLearningRate(), clip);
    workers =
        new RowWorkers(
            config.threads(),
            config.batchSize(),
            Math.max(config.latentSize(), config.hiddenSize()));
    space = new LearnerWorkspace(config, selection.samples(), observationSize, actionSize);
    batch = new Batch(config.batchSize(), observationSize, actionSize);
    InfluenceSamples samples =
        selection.samples() > 0
            ? space.samples
            : new InfluenceSamples(ActorUpdate.SAMPLES, config.batchSize(), actionSize);
    shown = new ActorUpdate(config, batch, samples, selection.influence(), actionSize);
  }

  /** Learner steps so far. */
  public long steps() {
    return steps;
  }

  /** From now on {@code observer} is shown actor updates, in place of any other before. */
  public void observe(ActorObserver observer) {
    this.observer = observer;
  }

  /** A snapshot of the policy as it is now. */
  public Policy policy() {
    return new Policy(networks, config, parameters, steps);
  }

  /** A snapshot of the critics as they are now. */
  public Critics critics() {
    return new Critics(networks, parameters);
  }

  /**
   * One learner step: UTD − 1 batches for the critics alone, then one for everything.
   *
   * @throws LearnerDivergedException when a loss or gradient is no longer finite
   */
  public LearnerMetrics step(BatchSource source) {
    for (int update = 1; update < config.utdRatio(); update++) {
      sample(source);
      updateCritics();
      updateGripperCritic();
      updateTargets();
    }
    sample(source);
    updateCritics();
    updateGripperCritic();
    boolean watched = observer.wants(steps + 1);
    updateActor(watched);
    updateTemperature();
    if (watched) {
      show();
    }
    updateTargets();
    steps++;
    return metrics();
  }

  private void sample(BatchSource source) {
    source.fill(batch);
    int size = batch.size();
    space.observations.write(0, batch.observations(), 0, size * observationSize);
    space.nextObservations.write(0, batch.nextObservations(), 0, size * observationSize);
    space.actions.write(0, batch.actions(), 0, size * actionSize);
    for (int row = 0; row < size; row++) {
      int choice = batch.grippers()[row];
      if (choice < 0 || choice >= SacNetworks.GRIPPER_ACTIONS) {
        throw new IllegalArgumentException(
            "A gripper action must be 0 (close), 1 (stay) or 2 (open), but row "
                + row
                + " of the batch has "
                + choice
                + ".");
      }
    }
  }

  /** Eq. 1: Σ over the ensemble of E[(Q − y)²], y = r + γ(1 − terminal)(min Q′ − α log π′). */
  private void updateCritics() {
    LearnerWorkspace.fillNormal(space.noise, criticRandom);
    double alpha = config.entropyInBackup() ? temperature.alpha() : 0;
    criticLoss =
        workers.sum(
            rows -> {
              criticTargets(alpha, rows);
              Floats gradient = gradients[rows.worker()];
              criticOptimiser.clear(gradient);
              encoder.forward(parameters, space.observations, space.encoder, rows);
              double loss = 0;
              for (int i = 0; i < critics.size(); i++) {
                loss += criticGradient(critics.get(i), space.criticValues[i], gradient, rows);
                critics
                    .get(i)
                    .backwardEncoding(
                        parameters, space.trunk, space.encoder.gradient(), i > 0, rows);
              }
              encoder.backward(parameters, gradient, space.observations, space.encoder, rows);
              return loss;
            });
    criticNorm = apply("critic", criticLoss, criticOptimiser);
  }

  private void criticTargets(double alpha, Rows rows) {
    encoder.infer(parameters, space.nextObservations, space.nextEncoding, rows);
    actor.infer(
        parameters, space.nextEncoding, space.nextEncoding, space.trunk, space.actorOutputs, rows);
    space.gaussian.read(space.actorOutputs, rows);
    space.gaussian.sample(space.noise, 0, space.sampledActions, space.logDensity, 0, rows);
    // the targets have an encoder of their own: with the learning one they would not stand still
    encoder.infer(targets, space.nextObservations, space.nextEncoding, rows);
    Arrays.fill(space.target, rows.from(), rows.to(), Float.POSITIVE_INFINITY);
    for (Trunk critic : critics) {
      critic.infer(
          targets, space.nextEncoding, space.sampledActions, space.trunk, space.values, rows);
      for (int row = rows.from(); row < rows.to(); row++) {
        space.target[row] = Math.min(space.target[row], space.values.at(row));
      }
    }
    for (int row = rows.from(); row < rows.to(); row++) {
      double next = space.target[row] - alpha * space.logDensity[row];
      double bootstrap = batch.terminals()[row] ? 0 : config.discount() * next;
      space.target[row] = (float) (batch.rewards()[row] + bootstrap);
    }
  }

  /** One critic's forward and backward pass; the tape is free again afterwards. */
  private double criticGradient(Trunk critic, Floats values, Floats gradient, Rows rows) {
    Floats encoding = space.encoder.encoding();
    Trunk.Tape tape = space.criticTapes.get(0);
    critic.forward(parameters, encoding, space.actions, tape, values, rows);
    double loss = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      double error = values.at(row) - space.target[row];
      loss += error * error / batch.size();
      space.valueGradient.set(row, (float) (2 * error / batch.size()));
    }
    critic.backward(
        parameters,
        gradient,
        encoding,
        space.actions,
        tape,
        space.valueGradient,
        space.trunk,
        rows);
    return loss;
  }

  /** Double DQN (van Hasselt et al., 2016) on the reward and the gripper's penalty. */
  private void updateGripperCritic() {
    gripperLoss =
        workers.sum(
            rows -> {
              gripperTargets(rows);
              Floats gradient = gradients[rows.worker()];
              gripperOptimiser.clear(gradient);
              encoder.forward(parameters, space.observations, space.encoder, rows);
              Floats encoding = space.encoder.encoding();
              Trunk.Tape tape = space.criticTapes.get(0);
              gripper.forward(parameters, encoding, encoding, tape, space.gripperValues, rows);
              int choices = SacNetworks.GRIPPER_ACTIONS;
              double loss = 0;
              for (int row = rows.from(); row < rows.to(); row++) {
                int chosen = row * choices + batch.grippers()[row];
                double error = space.gripperValues.at(chosen) - space.gripperTarget[row];
                loss += error * error / batch.size();
                for (int k = 0; k < choices; k++) {
                  space.gripperGradient.set(row * choices + k, 0);
                }
                space.gripperGradient.set(chosen, (float) (2 * error / batch.size()));
                if (config.imitationWeight() > 0 && batch.sources()[row] != Source.POLICY) {
                  loss += imitateGripper(row);
                }
              }
              gripper.backward(
                  parameters,
                  gradient,
                  encoding,
                  encoding,
                  tape,
                  space.gripperGradient,
                  space.trunk,
                  rows);
              gripper.backwardEncoding(
                  parameters, space.trunk, space.encoder.gradient(), false, rows);
              encoder.backward(parameters, gradient, space.observations, space.encoder, rows);
              return loss;
            });
    gripperNorm = apply("gripper critic", gripperLoss, gripperOptimiser);
  }

  /**
   * β max(0, max Q(a) + margin − Q(â)): what a hand did with the gripper must be worth more than
   * anything else by a margin (Hester et al., 2018).
   */
  private double imitateGripper(int row) {
    int first = row * SacNetworks.GRIPPER_ACTIONS;
    int done = first + batch.grippers()[row];
    int best = done;
    double worth = space.gripperValues.at(done);
    for (int i = first; i < first + SacNetworks.GRIPPER_ACTIONS; i++) {
      if (i != done && space.gripperValues.at(i) + GRIPPER_MARGIN > worth) {
        best = i;
        worth = space.gripperValues.at(i) + GRIPPER_MARGIN;
      }
    }
    float share = (float) (config.imitationWeight() / batch.size());
    if (best != done) {
      space.gripperGradient.set(best, space.gripperGradient.at(best) + share);
      space.gripperGradient.set(done, space.gripperGradient.at(done) - share);
    }
    return share * (worth - space.gripperValues.at(done));
  }

  private void gripperTargets(Rows rows) {
    Floats encoding = space.nextEncoding;
    encoder.infer(parameters, space.nextObservations, encoding, rows);
    gripper.infer(parameters, encoding, encoding, space.trunk, space.gripperValues, rows);
    encoder.infer(targets, space.nextObservations, encoding, rows);
    gripper.infer(targets, encoding, encoding, space.trunk, space.gripperNextValues, rows);
    for (int row = rows.from(); row < rows.to(); row++) {
      int first = row * SacNetworks.GRIPPER_ACTIONS;
      int best = first;
      for (int i = first + 1; i < first + SacNetworks.GRIPPER_ACTIONS; i++) {
        if (space.gripperValues.at(i) > space.gripperValues.at(best)) {
          best = i;
        }
      }
      double reward =
          batch.rewards()[row] + config.gripperPenaltyWeight() * batch.gripperPenalties()[row];
      double next = batch.terminals()[row] ? 0 : space.gripperNextValues.at(best);
      space.gripperTarget[row] = (float) (reward + config.discount() * next);
    }
  }

  /** Eq. 12: −Σ m·l / Σ m with l = min Q − α log π and m by the selection (Eq. 10 and 11). */
  private void updateActor(boolean watched) {
    LearnerWorkspace.fillNormal(space.noise, actorRandom);
    LearnerWorkspace.fillNormal(space.samples.noise, influenceRandom);
    float alpha = (float) temperature.alpha();
    workers.run(
        rows -> {
          actorForward(rows);
          influence(space.samples, alpha, space.influence, rows);
        });
    if (watched) {
      watch(alpha);
    }
    selection = selector.select(space.influence, steps, selectionRandom, space.weights);
    System.arraycopy(space.weights, 0, shown.weights, 0, batch.size());
    weightSum = 0;
    for (float weight : space.weights) {
      weightSum += weight;
    }
    boolean kept = selectionConfig.normalisation() == Normalisation.KEPT;
    double divisor = kept ? weightSum : batch.size();
    shown.divisor = divisor;
    shown.alpha = alpha;
    shown.step = steps + 1;
    if (shown.drawn() == space.samples) {
      System.arraycopy(space.influence, 0, shown.influence, 0, batch.size());
      observer.selected(shown);
    }
    for (int row = 0; row < batch.size(); row++) {
      space.weights[row] = (float) (space.weights[row] / divisor);
    }
    actorLoss = workers.sum(rows -> actorBackward(alpha, rows));
    actorNorm = apply("actor", actorLoss, actorOptimiser);
    entropy = -mean(space.logDensity);
  }

  /** One action a state with what its gradient needs; the encoder gets no gradient. */
  private void actorForward(Rows rows) {
    encoder.infer(parameters, space.observations, space.encoder.encoding(), rows);
    Floats encoding = space.encoder.encoding();
    actor.forward(parameters, encoding, encoding, space.actorTape, space.actorOutputs, rows);
    space.gaussian.read(space.actorOutputs, rows);
    space.gaussian.sample(space.noise, 0, space.sampledActions, space.logDensity, 0, rows);
    for (int i = 0; i < critics.size(); i++) {
      critics
          .get(i)
          .forward(
              parameters,
              encoding,
              space.sampledActions,
              space.criticTapes.get(i),
              space.criticActorValues[i],
              rows);
    }
    for (int row = rows.from(); row < rows.to(); row++) {
      int least = 0;
      for (int i = 1; i < critics.size(); i++) {
        if (space.criticActorValues[i].at(row) < space.criticActorValues[least].at(row)) {
          least = i;
        }
      }
      space.leastCritic[row] = least;
    }
  }

  /** Eq. 10 from K further actions a state. */
  private void influence(InfluenceSamples samples, float alpha, double[] influence, Rows rows) {
    int size = batch.size();
    for (int k = 0; k < samples.count; k++) {
      space.gaussian.sample(
          samples.noise,
          k * size * actionSize,
          space.influenceActions,
          samples.logDensity,
          k * size,
          rows);
      for (int i = 0; i < critics.size(); i++) {
        critics
            .get(i)
            .inferAgain(
                parameters,
                space.criticTapes.get(i),
                space.influenceActions,
                space.trunk,
                space.values,
                rows);
        for (int row = rows.from(); row < rows.to(); row++) {
          int at = k * size + row;
          float value = space.values.at(row);
          samples.values[at] = i == 0 ? value : Math.min(samples.values[at], value);
        }
      }
    }
    if (samples.count == 0) {
      return;
    }
    double[] logDensity = new double[samples.count];
    double[] softValue = new double[samples.count];
    for (int row = rows.from(); row < rows.to(); row++) {
      samples.ofState(row, alpha, logDensity, softValue);
      influence[row] = estimator.influence(logDensity, softValue);
    }
  }

  /** What an observer is shown of the policy before the update; touches nothing that counts. */
  private void watch(float alpha) {
    InfluenceSamples drawn = shown.drawn();
    boolean forTheObserver = drawn != space.samples;
    if (forTheObserver) {
      // a stream of the step's own: what the run draws stays the same, watched or not
      LearnerWorkspace.fillNormal(
          drawn.noise, SeededRandom.of(SeededRandom.seed(observerSeed, "noise", steps), "actions"));
    }
    Arrays.fill(space.weights, 1);
    workers.run(
        rows -> {
          if (forTheObserver) {
            influence(drawn, alpha, shown.influence, rows);
          }
          int width = 2 * actionSize;
          actionGradient(alpha, rows);
          outputGradient(alpha, rows);
          space.actorOutputGradient.read(
              rows.from() * width, shown.outputGradient, rows.from() * width, rows.count() * width);
          space.gaussian.distribution(shown.meanBefore, shown.logDeviationBefore, rows);
          int hidden = config.hiddenSize();
          space
              .actorTape
              .features()
              .read(
                  rows.from() * hidden,
                  shown.features,
                  rows.from() * hidden,
                  rows.count() * hidden);
        });
    space.gripperValues.read(0, shown.gripperBefore, 0, shown.gripperBefore.length);
  }

  /** Shows the update; the temperature's has just read the new distributions of its states. */
  private void show() {
    workers.run(
        rows -> {
          Floats encoding = space.encoder.encoding();
          gripper.infer(parameters, encoding, encoding, space.trunk, space.gripperNextValues, rows);
          space.gaussian.distribution(shown.meanAfter, shown.logDeviationAfter, rows);
        });
    space.gripperNextValues.read(0, shown.gripperAfter, 0, shown.gripperAfter.length);
    shown.gradientNorm = actorNorm;
    shown.selection = selection;
    observer.updated(shown);
  }

  /** The masked loss's gradient: through the smaller critic to the action, then to the actor. */
  private double actorBackward(float alpha, Rows rows) {
    double loss = actionGradient(alpha, rows);
    if (config.imitationWeight() > 0) {
      loss += imitate(rows);
    }
    outputGradient(alpha, rows);
    Floats gradient = gradients[rows.worker()];
    Floats encoding = space.encoder.encoding();
    actorOptimiser.clear(gradient);
    actor.backward(
        parameters,
        gradient,
        encoding,
        encoding,
        space.actorTape,
        space.actorOutputGradient,
        space.trunk,
        rows);
    return loss;
  }

  /** The weighted losses' sum; leaves the gradient by the sampled actions behind. */
  private double actionGradient(float alpha, Rows rows) {
    double loss = 0;
    int[] chosen = space.chosen[rows.worker()];
    Arrays.fill(space.actionGradient, rows.from() * actionSize, rows.to() * actionSize, 0f);
    for (int i = 0; i < critics.size(); i++) {
      int count = 0;
      for (int row = rows.from(); row < rows.to(); row++) {
        if (space.leastCritic[row] == i && space.weights[row] != 0) {
          double value = space.criticActorValues[i].at(row);
          loss -= space.weights[row] * (value - (double) alpha * space.logDensity[row]);
          space.valueGradient.set(rows.from() + count, -space.weights[row]);
          chosen[count++] = row;
        }
      }
      if (count > 0) {
        critics
            .get(i)
            .backwardSide(
                parameters,
                space.criticTapes.get(i),
                space.valueGradient,
                chosen,
                count,
                rows.from(),
                space.trunk,
                space.chosenActionGradient);
      }
      for (int c = 0; c < count; c++) {
        space.chosenActionGradient.read(
            (rows.from() + c) * actionSize,
            space.actionGradient,
            chosen[c] * actionSize,
            actionSize);
      }
    }
    return loss;
  }

  /** From the actions' gradient to the actor's outputs'. */
  private void outputGradient(float alpha, Rows rows) {
    for (int row = rows.from(); row < rows.to(); row++) {
      space.logDensityWeight[row] = space.weights[row] * alpha;
    }
    space.gaussian.backward(
        space.noise,
        space.sampledActions,
        space.logDensityWeight,
        space.actionGradient,
        space.actorOutputGradient,
        rows);
  }

  /** β‖a − â‖² over what a hand did, divided by the batch; the selection does not mask it. */
  private double imitate(Rows rows) {
    double loss = 0;
    float share = (float) (config.imitationWeight() / batch.size());
    for (int row = rows.from(); row < rows.to(); row++) {
      if (batch.sources()[row] != Source.POLICY) {
        for (int i = row * actionSize; i < (row + 1) * actionSize; i++) {
          float error = space.sampledActions.at(i) - batch.actions()[i];
          space.actionGradient[i] += 2 * share * error;
          loss += (double) share * error * error;
        }
      }
    }
    return loss;
  }

  /** mean(−α(log π + H̄)) over fresh actions of the actor that has just been updated. */
  private void updateTemperature() {
    LearnerWorkspace.fillNormal(space.noise, temperatureRandom);
    double sum =
        workers.sum(
            rows -> {
              Floats encoding = space.encoder.encoding();
              actor.infer(parameters, encoding, encoding, space.trunk, space.actorOutputs, rows);
              space.gaussian.read(space.actorOutputs, rows);
              space.gaussian.sample(
                  space.noise, 0, space.sampledActions, space.temperatureLogDensity, 0, rows);
              double share = 0;
              for (int row = rows.from(); row < rows.to(); row++) {
                share += space.temperatureLogDensity[row];
              }
              return share;
            });
    temperatureLoss = -temperature.alpha() * (sum / batch.size() + targetEntropy);
    if (!Double.isFinite(temperatureLoss)) {
      throw new LearnerDivergedException("temperature", steps, temperatureLoss, temperatureLoss);
    }
    // the loss is linear in α = exp(log α), so it is its own gradient by log α
    temperature.update(temperatureLoss);
  }

  private void updateTargets() {
    float tau = (float) config.tau();
    int end = targets.length();
    workers.run(
        rows -> targets.approach(parameters, tau, rows.partFrom(0, end), rows.partTo(0, end)));
  }

  private double apply(String loss, double value, Adam optimiser) {
    double norm = optimiser.norm(gradients, workers);
    if (!Double.isFinite(value) || !Double.isFinite(norm)) {
      throw new LearnerDivergedException(loss, steps, value, norm);
    }
    optimiser.update(parameters, gradients[0], norm, workers);
    return norm;
  }

  private LearnerMetrics metrics() {
    double meanQ = 0;
    for (Floats values : space.criticValues) {
      for (int row = 0; row < batch.size(); row++) {
        meanQ += values.at(row) / (batch.size() * critics.size());
      }
    }
    boolean kept = selectionConfig.normalisation() == Normalisation.KEPT;
    double total = kept ? actorLoss * weightSum : actorLoss * batch.size();
    return new LearnerMetrics(
        steps,
        criticLoss,
        criticNorm,
        gripperLoss,
        gripperNorm,
        actorLoss,
        total / weightSum,
        total / batch.size(),
        actorNorm,
        temperatureLoss,
        temperature.alpha(),
        entropy,
        meanQ,
        mean(space.target),
        selection.keepRatio(),
        selection.lower(),
        selection.upper(),
        selection.undecided(),
        space.meanInfluence(),
        space.meanInfluence(batch, Source.DEMONSTRATION),
        space.meanInfluence(batch, Source.POLICY),
        space.meanInfluence(batch, Source.INTERVENTION));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Writes everything that the next step depends on, so that a resumed run repeats bit for bit. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(CHECKPOINT_VERSION);
    out.writeInt(networks.size);
    out.writeLong(steps);
    parameters.save(out);
    targets.save(out);
    for (Adam optimiser : List.of(criticOptimiser, gripperOptimiser, actorOptimiser)) {
      optimiser.save(out);
    }
    temperature.save(out);
    for (SeededRandom random : streams()) {
      random.save(out);
    }
  }

  /**
   * Continues where the learner that wrote {@code in} stopped.
   *
   * @throws IllegalArgumentException when it was another version or had networks of another size
   */
  public void load(DataInput in) throws IOException {
    loadLearned(in);
    for (SeededRandom random : streams()) {
      random.load(in);
    }
  }

  /**
   * Takes over what the learner that wrote {@code in} had learned, but goes on with random streams
   * of its own.
   *
   * @throws IllegalArgumentException when it was another version or had networks of another size
   */
  public void loadLearned(DataInput in) throws IOException {
    int version = in.readInt();
    int size = in.readInt();
    if (version != CHECKPOINT_VERSION || size != networks.size) {
      throw new IllegalArgumentException(
          "The checkpoint has format "
              + version
              + " and "
              + size
              + " parameters, but this learner has format "
              + CHECKPOINT_VERSION
              + " and "
              + networks.size
              + ": load it with the configuration that it was written with.");
    }
    steps = in.readLong();
    parameters.load(in);
    targets.load(in);
    for (Adam optimiser : List.of(criticOptimiser, gripperOptimiser, actorOptimiser)) {
      optimiser.load(in);
    }
    temperature.load(in);
  }

  private List<SeededRandom> streams() {
    return List.of(criticRandom, actorRandom, temperatureRandom, influenceRandom, selectionRandom);
  }

  /** Stops the second thread and frees the native memory. Policies stay usable. */
  @Override
  public void close() {
    workers.close();
    space.close();
    for (Adam optimiser : List.of(criticOptimiser, gripperOptimiser, actorOptimiser)) {
      optimiser.close();
    }
    for (Floats gradient : gradients) {
      gradient.close();
    }
    targets.close();
    parameters.close();
  }
}
