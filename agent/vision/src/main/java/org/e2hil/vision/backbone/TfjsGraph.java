package org.e2hil.vision.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.e2hil.vision.onnx.GraphBuilder;

/**
 * A TensorFlow.js graph model on its way to ONNX: the operations of a MobileNetV3 whose batch
 * normalisation is folded into its convolutions, and no others. TensorFlow has the colours last,
 * ONNX first: weights are turned, and everything else is the same in both.
 */
final class TfjsGraph {

  private final Map<String, JsonNode> nodes = new HashMap<>();
  private final TfjsWeights weights;
  private final String prefix;

  /**
   * Reads a graph.
   *
   * @param json the {@code model.json}
   * @param bytes the one file of weights
   * @param prefix what its names shall lose
   */
  TfjsGraph(JsonNode json, byte[] bytes, String prefix) {
    for (JsonNode node : json.at("/modelTopology/node")) {
      nodes.put(node.path("name").asText(), node);
    }
    weights = new TfjsWeights(json.at("/weightsManifest/0"), bytes);
    this.prefix = prefix;
  }

  /**
   * The ONNX file of all that leads to a tensor. It takes {@code [1, 3, height, width]} of any
   * size.
   *
   * @param about who made the network and under which licence, which the file tells
   * @throws IllegalArgumentException if there is a step on the way that is not known here
   */
  byte[] toOnnx(String output, String about) {
    GraphBuilder graph = new GraphBuilder();
    Set<String> written = new LinkedHashSet<>();
    write(prefix + output, graph, written);
    return graph.output(output).file(about);
  }

  private String shortened(String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Writes a tensor after all that it is made of. */
  private void write(String name, GraphBuilder graph, Set<String> written) {
    if (!written.add(name)) {
      return;
    }
    JsonNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    String operation = node.path("op").asText();
    String output = shortened(name);
    switch (operation) {
      case "Placeholder" -> graph.input(output, 1, 3, GraphBuilder.ANY, GraphBuilder.ANY);
      case "Const" -> {
        TfjsWeights.Tensor scalar = weights.get(name);
        if (scalar.shape().length != 0) {
          throw new IllegalArgumentException("the constant " + name + " is no single number");
        }
        graph.weights(output, scalar.values());
      }
      case "_FusedConv2D" -> convolution(node, output, graph, written, false);
      case "FusedDepthwiseConv2dNative" -> convolution(node, output, graph, written, true);
      case "Mean" -> graph.step("GlobalAveragePool", output, first(node, graph, written));
      case "Relu6" -> {
        String input = first(node, graph, written);
        graph.weights(output + "/0", new float[] {0}).weights(output + "/6", new float[] {6});
        graph.step("Clip", output, input, output + "/0", output + "/6");
      }
      case "Mul", "Add" -> {
        String left = first(node, graph, written);
        graph.step(operation, output, left, input(node, 1, graph, written));
      }
      default -> throw new IllegalArgumentException(name + " is a " + operation);
    }
  }

  private String first(JsonNode node, GraphBuilder graph, Set<String> written) {
    return input(node, 0, graph, written);
  }

  private String input(JsonNode node, int i, GraphBuilder graph, Set<String> written) {
    String name = inputName(node, i);
    write(name, graph, written);
    return shortened(name);
  }

  private static String inputName(JsonNode node, int i) {
    return node.path("input").path(i).asText();
  }

  private void convolution(
      JsonNode node, String output, GraphBuilder graph, Set<String> written, boolean depthwise) {
    String input = first(node, graph, written);
    TfjsWeights.Tensor kernel = weights.get(inputName(node, 1));
    TfjsWeights.Tensor bias = weights.get(inputName(node, 2));
    int[] shape = kernel.shape();
    int rows = shape[0];
    int columns = shape[1];
    int into = shape[2];
    int each = shape[3];
    Set<String> fused = new LinkedHashSet<>();
    node.at("/attr/fused_ops/list/s").forEach(word -> fused.add(decoded(word)));
    require(decoded(node.at("/attr/padding/s")).equals("SAME"), output, "its border");
    require(Set.of("BiasAdd", "Relu").containsAll(fused), output, fused.toString());
    require(fused.contains("BiasAdd"), output, "no bias");
    require(!depthwise || each == 1, output, "several filters a channel");
    String convolved = fused.contains("Relu") ? output + "/convolved" : output;
    graph.weights(output + "/bias", bias.values(), bias.values().length);
    // [rows, columns, in, out] becomes [out, in, rows, columns], or [in, 1, rows, columns]
    float[] turned =
        turned(kernel.values(), rows * columns, depthwise ? 1 : into, depthwise ? into : each);
    graph.weights(
        output + "/weights", turned, depthwise ? into : each, depthwise ? 1 : into, rows, columns);
    graph.sameConvolution(
        convolved,
        stride(node),
        depthwise ? into : 1,
        input,
        output + "/weights",
        output + "/bias");
    if (fused.contains("Relu")) {
      graph.step("Relu", output, convolved);
    }
  }

  private static int stride(JsonNode node) {
    return Integer.parseInt(node.at("/attr/strides/list/i/1").asText());
  }

  private static float[] turned(float[] values, int places, int in, int out) {
    float[] turned = new float[values.length];
    for (int place = 0; place < places; place++) {
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          turned[(o * in + i) * places + place] = values[(place * in + i) * out + o];
        }
      }
    }
    return turned;
  }

  private static String decoded(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
  }

  private static void require(boolean known, String output, String what) {
    if (!known) {
      throw new IllegalArgumentException(
          "the convolution %s is of a kind that is not known here: %s".formatted(output, what));
    }
  }
}
