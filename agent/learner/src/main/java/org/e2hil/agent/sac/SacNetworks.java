package org.e2hil.agent.sac;

import java.util.ArrayList;
import java.util.List;
import org.e2hil.agent.network.Activation;
import org.e2hil.agent.network.MlpLayout;
import org.e2hil.agent.network.NormalisedLayer;
import org.e2hil.agent.network.ParameterLayout;
import org.e2hil.agent.random.SeededRandom;

/**
 * Where every network's parameters lie in one flat vector: critics, encoder, gripper critic, actor.
 * In this order each optimiser's parameters are contiguous (critics and encoder, encoder and
 * gripper critic, actor), and so is what a policy needs (encoder, gripper critic, actor).
 */
final class SacNetworks {

  /** Close, stay, open. */
  static final int GRIPPER_ACTIONS = 3;

  /** The actor starts close to a = 0 with σ close to 1 in every state. */
  private static final double ACTOR_HEAD_BOUND = 0.05;

  final int observationSize;
  final int actionSize;
  final int latentSize;
  final int hiddenSize;
  final List<MlpLayout> critics;
  final int encoderFrom;
  final NormalisedLayer encoder;
  final int encoderTo;
  final MlpLayout gripper;
  final MlpLayout actor;
  final int size;

  SacNetworks(SacConfig config, int observationSize, int actionSize) {
    this.observationSize = observationSize;
    this.actionSize = actionSize;
    latentSize = config.latentSize();
    hiddenSize = config.hiddenSize();
    ParameterLayout layout = new ParameterLayout();
    List<MlpLayout> ensemble = new ArrayList<>();
    for (int i = 0; i < config.critics(); i++) {
      ensemble.add(new MlpLayout(layout, latentSize, actionSize, hiddenSize, 1));
    }
    critics = List.copyOf(ensemble);
    encoderFrom = layout.end();
    encoder = new NormalisedLayer(layout, observationSize, 0, latentSize, Activation.TANH);
    encoderTo = layout.end();
    gripper = new MlpLayout(layout, latentSize, 0, hiddenSize, GRIPPER_ACTIONS);
    actor = new MlpLayout(layout, latentSize, 0, hiddenSize, 2 * actionSize);
    size = layout.end();
  }

  void initialise(float[] parameters, SeededRandom random) {
    encoder.initialise(parameters, random);
    for (MlpLayout critic : critics) {
      critic.initialise(parameters, critic.head().defaultBound(), random);
    }
    gripper.initialise(parameters, gripper.head().defaultBound(), random);
    actor.initialise(parameters, ACTOR_HEAD_BOUND, random);
  }
}
