package org.e2hil.agent.sac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.e2hil.agent.experience.BatchSource;
import org.e2hil.agent.experience.Source;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.selection.Selection;
import org.e2hil.agent.selection.SelectionConfig;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/**
 * Soft actor-critic on mixed batches (RLPD) whose actor learns only from the states that the
 * selection keeps (E2HiL). Everything else sees the whole batch.
 *
 * <p>All randomness comes from the generator that is handed in; with the same one and the same
 * batches every number repeats bit for bit, whatever the number of threads. One thread at a time
 * may call it; a {@link Policy} may go anywhere. Owns threads: close it.
 */
@API(status = API.Status.INTERNAL)
public final class SacLearner implements AutoCloseable {

  private final SacConfig config;
  private final SacNetworks plan;
  private final BatchWorkers workers;
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
          "Observation and action need at least one dimension, but have %d and %d."
              .formatted(observationSize, actionSize));
    }
    this.config = config;
    long seed = random.nextLong();
    plan = new SacNetworks(config, observationSize, actionSize);
    workers =
        new BatchWorkers(
            config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
    networks = new LearnerNetworks(config, plan, workers, SeededRandom.of(seed, "initial weights"));
    batch = new LearnerBatch(config, observationSize, actionSize);
    ImitationLoss imitation = new ImitationLoss(config, batch.transitions);
    critics = new CriticUpdate(config, plan, networks, batch, workers, seed);
    gripper = new GripperCriticUpdate(config, plan, networks, batch, workers, imitation);
    influence = new InfluenceSampling(selection.samples(), selection.influence(), networks, batch);
    actor =
        new ActorUpdate(
            config, selection, plan, networks, batch, workers, imitation, influence, seed);
    temperature = new TemperatureUpdate(config, actionSize, networks, batch, workers, seed);
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
    return new Policy(plan, config, networks.acting(), steps);
  }

  /** A snapshot of the critics as they are now. */
  public Critics critics() {
    return new Critics(
        plan, networks.parameters(), /* followed= */ steps > 0 && config.valueWeight() > 0);
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
    networks.updateActing((float) config.policyTau());
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
    Selection selection = actor.mask().selection();
    return new LearnerMetrics(
        steps,
        critics.loss(),
        critics.norm(),
        gripper.loss(),
        gripper.norm(),
        actor.loss(),
        actor.mask().perKept(actor.loss()),
        actor.mask().perState(actor.loss()),
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
  public void save(StateWriter out) throws IOException {
    out.section("steps", section -> section.writeLong(steps));
    networks.save(out);
    for (Optimiser optimiser : optimisers()) {
      optimiser.save(out);
    }
    temperature.save(out);
    out.section(
        "random streams",
        section -> {
          for (SeededRandom random : streams()) {
            random.save(section);
          }
        });
  }

  /**
   * Continues where the learner that wrote {@code in} stopped.
   *
   * @throws IllegalArgumentException when it had networks of another size
   */
  public void load(StateReader in) throws IOException {
    loadLearned(in);
    in.section(
        "random streams",
        section -> {
          for (SeededRandom random : streams()) {
            random.load(section);
          }
        });
  }

  /**
   * Takes over what the learner that wrote {@code in} had learned, but goes on with random streams
   * of its own.
   *
   * @throws IllegalArgumentException when it had networks of another size
   */
  public void loadLearned(StateReader in) throws IOException {
    steps = loadSteps(in);
    networks.load(in);
    for (Optimiser optimiser : optimisers()) {
      optimiser.load(in);
    }
    temperature.load(in);
  }

  /** Learner steps of the learner that wrote {@code in}. */
  static long loadSteps(StateReader in) throws IOException {
    long[] steps = new long[1];
    in.section("steps", section -> steps[0] = section.readLong());
    return steps[0];
  }

  private List<SeededRandom> streams() {
    List<SeededRandom> streams = new ArrayList<>(actor.streams());
    streams.addAll(critics.streams());
    streams.add(temperature.stream());
    return streams;
  }

  private List<Optimiser> optimisers() {
    return List.of(critics.optimiser(), gripper.optimiser(), actor.optimiser());
  }

  /** All parameters as they are, by the places of {@link SacNetworks}; a copy. */
  float[] parameters() {
    return networks.parameters().clone();
  }

  /** Ends the other threads. Policies stay usable. */
  @Override
  public void close() {
    workers.close();
  }
}
