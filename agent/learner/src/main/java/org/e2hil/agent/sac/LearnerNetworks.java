package org.e2hil.agent.sac;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.e2hil.agent.network.BatchSlice;
import org.e2hil.agent.network.BatchWorkers;
import org.e2hil.agent.network.Encoder;
import org.e2hil.agent.network.Mlp;
import org.e2hil.agent.network.MlpLayout;
import org.e2hil.agent.network.Polyak;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.state.FloatArrayIO;
import org.e2hil.agent.state.StateReader;
import org.e2hil.agent.state.StateWriter;

/** The networks that learn and their slow targets, each bound to its parameters. */
final class LearnerNetworks {

  private final BatchWorkers workers;
  private final float[] parameters;
  // of critics, encoder and gripper critic
  private final float[] targets;
  private final float[] acting;
  private final int actingFrom;
  private final List<float[]> gradients;
  private final List<Runnable> slow = new ArrayList<>();

  final Encoder encoder;
  final Encoder targetEncoder;
  final List<Mlp> critics;
  final List<Mlp> targetCritics;
  final Mlp gripper;
  final Mlp targetGripper;
  final Mlp actor;

  LearnerNetworks(SacConfig config, SacNetworks plan, BatchWorkers workers, SeededRandom random) {
    this.workers = workers;
    parameters = new float[plan.size];
    plan.initialise(parameters, random);
    targets = Arrays.copyOf(parameters, plan.gripper.to());
    actingFrom = plan.encoderFrom;
    acting = Arrays.copyOfRange(parameters, actingFrom, plan.size);
    gradients =
        IntStream.range(0, BatchSlice.parts(config.batchSize()))
            .mapToObj(part -> new float[plan.size])
            .toList();
    encoder = new Encoder(plan.encoder, parameters);
    targetEncoder = new Encoder(plan.encoder, targets);
    critics = plan.critics.stream().map(critic -> new Mlp(critic, parameters, true)).toList();
    targetCritics = plan.critics.stream().map(this::target).toList();
    gripper = new Mlp(plan.gripper, parameters, true);
    targetGripper = target(plan.gripper);
    actor = new Mlp(plan.actor, parameters, true);
    slow.add(targetEncoder::refresh);
  }

  private Mlp target(MlpLayout trunk) {
    Mlp target = new Mlp(trunk, targets, false);
    slow.add(target::refresh);
    return target;
  }

  /** All parameters; call {@link #refresh} after a change. */
  float[] parameters() {
    return parameters;
  }

  /** Encoder, gripper critic and actor of the policy that acts. */
  float[] acting() {
    return acting;
  }

  /** Moves the policy that acts by a share of the way to the one that learns. */
  void updateActing(float tau) {
    Polyak.update(acting, parameters, actingFrom, tau, workers);
  }

  /** All parameters' gradients, one vector for each part of the batch. */
  List<float[]> gradients() {
    return gradients;
  }

  /** Moves the targets by the share τ of the way to the networks. */
  void updateTargets(float tau) {
    Polyak.update(targets, parameters, 0, tau, workers);
    workers.run(slow.size(), (unit, worker) -> slow.get(unit).run());
  }

  /** Writes the parameters, those of the targets and those of the policy that acts. */
  void save(StateWriter out) throws IOException {
    out.section("parameters", section -> write(section, parameters));
    out.section("targets", section -> write(section, targets));
    out.section("acting policy", section -> write(section, acting));
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @throws IllegalArgumentException when it had networks of another size
   */
  void load(StateReader in) throws IOException {
    in.section("parameters", section -> read(section, parameters));
    in.section("targets", section -> read(section, targets));
    loadActing(in, acting);
    refresh();
  }

  /** Reads the policy that acts alone, {@link #acting}. */
  static void loadActing(StateReader in, float[] acting) throws IOException {
    in.section("acting policy", section -> read(section, acting));
  }

  private static void write(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    FloatArrayIO.write(out, values, values.length);
  }

  private static void read(DataInput in, float[] values) throws IOException {
    int length = in.readInt();
    if (length != values.length) {
      throw new IllegalArgumentException(
          "The checkpoint has "
              + length
              + " parameters, but this learner has "
              + values.length
              + ": load it with the configuration that it was written with.");
    }
    FloatArrayIO.read(in, values, length);
  }

  /** Takes over parameters and targets that were changed from outside. */
  void refresh() {
    encoder.refresh();
    critics.forEach(Mlp::refresh);
    gripper.refresh();
    actor.refresh();
    slow.forEach(Runnable::run);
  }
}
