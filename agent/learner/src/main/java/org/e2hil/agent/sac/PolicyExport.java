package org.e2hil.agent.sac;

import java.io.IOException;
import java.io.OutputStream;
import org.apiguardian.api.API;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.e2hil.agent.network.Linear;
import org.e2hil.agent.network.MlpLayout;
import org.e2hil.agent.network.NativeLibrary;
import org.e2hil.agent.network.NormalisedLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a policy as a DL4J ComputationGraph of stock layers, which any DL4J program loads with
 * {@code ModelSerializer.restoreComputationGraph} and nothing of ours on its class path.
 *
 * <p>Input {@code observation [n, observation]}, what {@link
 * org.e2hil.agent.training.ObservationEncoder#scaled} makes of a measurement: sets arranged,
 * pictures encoded, all of it shifted and scaled. None of that is in the archive. Outputs, in this
 * order: {@code action [n, action]} = tanh of the mean, {@code mean} and {@code logDeviation [n,
 * action]} of the Gaussian before tanh, {@code gripper [n, 3]}, the values of close, stay and open.
 *
 * <p>DL4J's normalised layer has no bias in front of the normalisation, so every such layer gets a
 * column of ones as one more input, whose weights are the bias. Its hard tanh clamps to [−1, 1], so
 * the log deviations are scaled to that before and back after.
 */
@API(status = API.Status.INTERNAL)
public final class PolicyExport {

  private static final String OBSERVATION = "observation";
  private static final String ONES = "ones";

  private PolicyExport() {}

  /** Writes the archive, a ZIP file, and leaves {@code out} open. */
  public static void write(Policy policy, OutputStream out) throws IOException {
    ComputationGraph graph = graph(policy);
    try {
      ModelSerializer.writeModel(graph, out, false);
    } finally {
      graph.close();
    }
  }

  /** The graph with the policy's weights; the caller closes it. */
  static ComputationGraph graph(Policy policy) {
    NativeLibrary.start();
    SacNetworks networks = policy.networks();
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            // its own would be the time of day, and no archive like another
            .seed(policy.step())
            .graphBuilder()
            .addInputs(OBSERVATION)
            .addVertex("first number", new SubsetVertex(0, 0), OBSERVATION)
            .addVertex("zeros", new ScaleVertex(0), "first number")
            .addVertex(ONES, new ShiftVertex(1), "zeros");
    normalised(builder, "encoder", networks.encoder, OBSERVATION, Activation.TANH);
    trunk(builder, "actor", networks.actor, "encoder");
    trunk(builder, "gripper", networks.gripper, "encoder");
    int actions = networks.actionSize;
    int hidden = networks.hiddenSize;
    double middle = (policy.highestLogDeviation() + policy.lowestLogDeviation()) / 2;
    double half = (policy.highestLogDeviation() - policy.lowestLogDeviation()) / 2;
    // a head of its own: an activation on top of the mean would overwrite it in place
    dense(builder, "action", hidden, actions, Activation.TANH, "actor second");
    dense(builder, "mean", hidden, actions, Activation.IDENTITY, "actor second");
    dense(builder, "clamped", hidden, actions, Activation.HARDTANH, "actor second");
    builder
        .addVertex("stretched", new ScaleVertex(half), "clamped")
        .addVertex("logStd", new ShiftVertex(middle), "stretched");
    dense(
        builder,
        "gripper",
        hidden,
        SacNetworks.GRIPPER_ACTIONS,
        Activation.IDENTITY,
        "gripper second");
    builder.setOutputs("action", "mean", "logStd", "gripper");
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    copy(policy, graph, "encoder", networks.encoder);
    for (String name : new String[] {"actor", "gripper"}) {
      MlpLayout trunk = name.equals("actor") ? networks.actor : networks.gripper;
      copy(policy, graph, name + " first", trunk.first());
      copy(policy, graph, name + " second", trunk.second());
    }
    copy(policy, graph, "action", networks.actor.head(), 0, 1, 0);
    copy(policy, graph, "mean", networks.actor.head(), 0, 1, 0);
    copy(policy, graph, "clamped", networks.actor.head(), actions, half, middle);
    copy(policy, graph, "gripper", networks.gripper.head(), 0, 1, 0);
    return graph;
  }

  private static void trunk(GraphBuilder builder, String name, MlpLayout trunk, String input) {
    normalised(builder, name + " first", trunk.first(), input, Activation.SWISH);
    normalised(builder, name + " second", trunk.second(), name + " first", Activation.SWISH);
  }

  private static void normalised(
      GraphBuilder builder,
      String name,
      NormalisedLayer layer,
      String input,
      Activation activation) {
    DenseLayer dense =
        new DenseLayer.Builder()
            .nIn(layer.inputs() + 1)
            .nOut(layer.outputs())
            .hasLayerNorm(true)
            .activation(activation)
            .build();
    builder
        .addVertex(name + " input", new MergeVertex(), input, ONES)
        .addLayer(name, dense, name + " input");
  }

  private static void dense(
      GraphBuilder builder, String name, int in, int out, Activation activation, String input) {
    builder.addLayer(
        name, new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build(), input);
  }

  private static void copy(
      Policy policy, ComputationGraph graph, String name, NormalisedLayer layer) {
    INDArray weights = graph.getParam(name + "_W");
    INDArray gains = graph.getParam(name + "_g");
    INDArray shifts = graph.getParam(name + "_b");
    for (int j = 0; j < layer.outputs(); j++) {
      for (int i = 0; i < layer.inputs(); i++) {
        weights.putScalar(i, j, policy.parameter(layer.weight() + i * layer.outputs() + j));
      }
      weights.putScalar(layer.inputs(), j, policy.parameter(layer.bias() + j));
      gains.putScalar(j, policy.parameter(layer.gain() + j));
      shifts.putScalar(j, policy.parameter(layer.shift() + j));
    }
  }

  /** Copies columns of a head from {@code column} on as (x − middle) / half. */
  private static void copy(
      Policy policy,
      ComputationGraph graph,
      String name,
      Linear layer,
      int column,
      double half,
      double middle) {
    INDArray weights = graph.getParam(name + "_W");
    INDArray bias = graph.getParam(name + "_b");
    for (int j = 0; j < weights.columns(); j++) {
      for (int i = 0; i < layer.inputs(); i++) {
        int at = layer.weight() + i * layer.outputs() + column + j;
        weights.putScalar(i, j, policy.parameter(at) / half);
      }
      bias.putScalar(j, (policy.parameter(layer.bias() + column + j) - middle) / half);
    }
  }
}
