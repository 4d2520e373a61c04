package org.e2hil.vision.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * What an ONNX file says of its graph, as far as one has to know to let it end elsewhere. The
 * numbers of the fields are those of {@code onnx.proto}, IR version 3 and later.
 */
@API(status = API.Status.INTERNAL)
public final class OnnxModel {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int TENSOR_NAME = 8;

  /** A step of the graph, with what the graphs inside it take from outside. */
  private record Node(List<String> inputs, List<String> outputs) {}

  private final List<ProtoField> model;
  private final List<ProtoField> graph;
  private final List<Node> nodes;

  private OnnxModel(List<ProtoField> model, List<ProtoField> graph, List<Node> nodes) {
    this.model = model;
    this.graph = graph;
    this.nodes = nodes;
  }

  /**
   * Reads a file.
   *
   * @param file kept, never changed
   * @throws IllegalArgumentException if it is no ONNX file, in the second half of a sentence
   */
  public static OnnxModel of(byte[] file) {
    try {
      List<ProtoField> model = ProtoField.of(ByteBuffer.wrap(file));
      List<ByteBuffer> graphs = ProtoField.all(model, MODEL_GRAPH);
      if (graphs.size() == 1) {
        List<ProtoField> graph = ProtoField.of(graphs.get(0));
        List<Node> nodes = ProtoField.all(graph, GRAPH_NODE).stream().map(OnnxModel::node).toList();
        if (!nodes.isEmpty()) {
          return new OnnxModel(model, graph, nodes);
        }
      }
      throw new IllegalArgumentException("is no ONNX file: there is no graph in it");
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("is no")
          ? e
          : new IllegalArgumentException("is no ONNX file, or a damaged one: " + e.getMessage(), e);
    }
  }

  private static Node node(ByteBuffer message) {
    List<ProtoField> fields = ProtoField.of(message);
    List<String> inputs = new ArrayList<>(ProtoField.texts(fields, NODE_INPUT));
    for (ByteBuffer attribute : ProtoField.all(fields, NODE_ATTRIBUTE)) {
      List<ProtoField> parts = ProtoField.of(attribute);
      for (int number : new int[] {ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS}) {
        for (ByteBuffer inner : ProtoField.all(parts, number)) {
          ProtoField.all(ProtoField.of(inner), GRAPH_NODE)
              .forEach(step -> inputs.addAll(node(step).inputs()));
        }
      }
    }
    return new Node(inputs, ProtoField.texts(fields, NODE_OUTPUT));
  }

  /** The tensors in which the graph ends. */
  public List<String> outputs() {
    return names(GRAPH_OUTPUT);
  }

  /** All tensors that the graph computes, in the order in which it does. */
  public List<String> tensors() {
    return nodes.stream()
        .flatMap(node -> node.outputs().stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private List<String> names(int number) {
    return ProtoField.all(graph, number).stream()
        .flatMap(value -> ProtoField.texts(ProtoField.of(value), VALUE_NAME).stream())
        .toList();
  }

  /**
   * The file whose graph ends in this tensor and holds nothing that does not lead to it: neither
   * steps nor weights nor inputs.
   *
   * @param tensor one of {@link #tensors}
   */
  public byte[] endingIn(String tensor) {
    Set<String> needed = new HashSet<>(Set.of(tensor));
    Set<Integer> kept = new LinkedHashSet<>();
    // a graph lists each step after those that it builds on
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).outputs().stream().anyMatch(needed::contains)) {
        kept.add(i);
        needed.addAll(nodes.get(i).inputs());
      }
    }
    ProtoWriter shorter = new ProtoWriter();
    int node = 0;
    for (ProtoField field : graph) {
      boolean wanted =
          switch (field.number()) {
            case GRAPH_NODE -> kept.contains(node++);
            case GRAPH_INITIALIZER -> needed.containsAll(named(field, TENSOR_NAME));
            case GRAPH_INPUT -> needed.containsAll(named(field, VALUE_NAME));
            case GRAPH_OUTPUT -> false;
            default -> true;
          };
      if (wanted) {
        shorter.copy(field);
      }
    }
    shorter.message(GRAPH_OUTPUT, new ProtoWriter().text(VALUE_NAME, tensor));
    ProtoWriter file = new ProtoWriter();
    for (ProtoField field : model) {
      if (field.number() == MODEL_GRAPH) {
        file.message(MODEL_GRAPH, shorter);
      } else {
        file.copy(field);
      }
    }
    return file.toByteArray();
  }

  private static List<String> named(ProtoField message, int number) {
    return ProtoField.texts(ProtoField.of(message.bytes()), number);
  }
}
