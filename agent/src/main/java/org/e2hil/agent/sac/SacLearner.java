package org.e2hil.agent.sac;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.Adam;
import org.e2hil.agent.network.RowWorkers;
import org.e2hil.agent.random.SeededRandom;
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

  // every room draws from its own stream, so that the selection's draws move no other number
  private final SeededRandom criticRandom;
  private final SeededRandom actorRandom;
  private final SeededRandom temperatureRandom;
  private final SeededRandom influenceRandom;
  private final SeededRandom selectionRandom;

  private final SacConfig config;
  private final SacNetworks plan;
  private final RowWorkers workers;
  private final LearnerNetworks networks;
  private final LearnerBatch batch;
  private final CriticUpdate critics;
  private final GripperCriticUpdate gripper;
  private final InfluenceSampling influence;
  private final ActorUpdate actor;
  private final TemperatureUpdate temperature;
  private final UpdateProbe probe;
  private long steps;

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
    long seed = random.nextLong();
    criticRandom = SeededRandom.of(seed, "critic noise");
    actorRandom = SeededRandom.of(seed, "actor noise");
    temperatureRandom = SeededRandom.of(seed, "temperature noise");
    influenceRandom = SeededRandom.of(seed, "influence noise");
    selectionRandom = SeededRandom.of(seed, "selection");
    plan = new SacNetworks(config, observationSize, actionSize);
    workers =
        new RowWorkers(
            config.threads(),
            config.batchSize(),
            Math.max(config.latentSize(), config.hiddenSize()));
    networks = new LearnerNetworks(config, plan, workers, SeededRandom.of(seed, "initial weights"));
    batch = new LearnerBatch(config, observationSize, actionSize);
    ImitationLoss imitation = new ImitationLoss(config.imitationWeight(), batch.rows);
    critics = new CriticUpdate(config, plan, networks, batch, workers, criticRandom);
    gripper = new GripperCriticUpdate(config, plan, networks, batch, workers, imitation);
    influence =
        new InfluenceSampling(
            selection.samples(), selection.influence(), networks, batch, influenceRandom);
    actor =
        new ActorUpdate(
            config,
            selection,
            plan,
            networks,
            batch,
            workers,
            imitation,
            influence,
            actorRandom,
            selectionRandom);
    temperature =
        new TemperatureUpdate(config, actionSize, networks, batch, workers, temperatureRandom);
    probe =
        new UpdateProbe(
            config,
            selection,
            networks,
            batch,
            workers,
            gripper,
            influence,
            SeededRandom.of(seed, "observer").nextLong());
  }

  /** Learner steps so far. */
  public long steps() {
    return steps;
  }

  /** From now on {@code observer} is shown actor updates, in place of any other before. */
  public void observe(ActorObserver observer) {
    probe.observe(observer);
  }

  /** A snapshot of the policy as it is now. */
  public Policy policy() {
    return new Policy(plan, config, networks.parameters(), steps);
  }

  /** A snapshot of the critics as they are now. */
  public Critics critics() {
    return new Critics(plan, networks.parameters());
  }

  /**
   * One learner step: UTD − 1 batches for the critics alone, then one for everything.
   *
   * @throws LearnerDivergedException when a loss or gradient is no longer finite
   */
  public LearnerMetrics step(BatchSource source) {
    for (int update = 1; update < config.utdRatio(); update++) {
      updateCritics(source);
      networks.updateTargets((float) config.tau());
    }
    updateCritics(source);
    probe.begin(steps + 1);
    actor.update(temperature.alpha(), steps, probe);
    temperature.update(steps);
    probe.captureAfter(actor, temperature);
    networks.updateTargets((float) config.tau());
    steps++;
    return metrics();
  }

  private void updateCritics(BatchSource source) {
    batch.fill(source);
    critics.update(temperature.alpha(), steps);
    gripper.update(steps);
  }

  private LearnerMetrics metrics() {
    Selection selection = actor.selection();
    return new LearnerMetrics(
        steps,
        critics.loss(),
        critics.norm(),
        gripper.loss(),
        gripper.norm(),
        actor.loss(),
        actor.lossOfKept(),
        actor.lossOfBatch(),
        actor.norm(),
        temperature.loss(),
        temperature.alpha(),
        actor.entropy(),
        critics.meanQ(),
        critics.meanTarget(),
        selection.keepRatio(),
        selection.lower(),
        selection.upper(),
        selection.undecided(),
        influence.mean(),
        influence.mean(Source.DEMONSTRATION),
        influence.mean(Source.POLICY),
        influence.mean(Source.INTERVENTION));
  }

  /** Writes everything that the next step depends on, so that a resumed run repeats bit for bit. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(CHECKPOINT_VERSION);
    out.writeInt(plan.size);
    out.writeLong(steps);
    networks.parameters().save(out);
    networks.targets().save(out);
    for (Adam optimiser : optimisers()) {
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
    if (version != CHECKPOINT_VERSION || size != plan.size) {
      throw new IllegalArgumentException(
          "The checkpoint has format "
              + version
              + " and "
              + size
              + " parameters, but this learner has format "
              + CHECKPOINT_VERSION
              + " and "
              + plan.size
              + ": load it with the configuration that it was written with.");
    }
    steps = in.readLong();
    networks.parameters().load(in);
    networks.targets().load(in);
    for (Adam optimiser : optimisers()) {
      optimiser.load(in);
    }
    temperature.load(in);
  }

  private List<SeededRandom> streams() {
    return List.of(criticRandom, actorRandom, temperatureRandom, influenceRandom, selectionRandom);
  }

  private List<Adam> optimisers() {
    return List.of(critics.optimiser(), gripper.optimiser(), actor.optimiser());
  }

  /** Stops the second thread and frees the native memory. Policies stay usable. */
  @Override
  public void close() {
    workers.close();
    probe.close();
    temperature.close();
    actor.close();
    influence.close();
    gripper.close();
    critics.close();
    batch.close();
    networks.close();
  }
}
