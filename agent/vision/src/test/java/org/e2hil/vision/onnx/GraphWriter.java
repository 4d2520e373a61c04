package org.e2hil.vision.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes ONNX files of a few steps, for tests that shall need no other program. */
public final class GraphWriter {

  private static final int FLOAT = 1;
  private static final long ANY = -1;

  private final ProtoWriter graph = new ProtoWriter().text(2, "tiny");

  /**
   * Adds an input of floats.
   *
   * @param shape with −1 where anything may come
   */
  public GraphWriter input(String name, long... shape) {
    graph.message(11, value(name, shape));
    return this;
  }

  /** Lets the graph end in a tensor, among others. */
  public GraphWriter output(String name) {
    graph.message(12, value(name, ANY, ANY, ANY, ANY));
    return this;
  }

  private static ProtoWriter value(String name, long... shape) {
    ProtoWriter dimensions = new ProtoWriter();
    for (int i = 0; i < shape.length; i++) {
      dimensions.message(
          1,
          shape[i] == ANY
              ? new ProtoWriter().text(2, name + i)
              : new ProtoWriter().number(1, shape[i]));
    }
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT);
    return new ProtoWriter()
        .text(1, name)
        .message(2, new ProtoWriter().message(1, tensor.message(2, dimensions)));
  }

  /** Adds weights. */
  public GraphWriter weights(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    ProtoWriter tensor = new ProtoWriter();
    for (long size : shape) {
      tensor.number(1, size);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return this;
  }

  /** Adds a step that has no attributes. */
  public GraphWriter step(String operation, String output, String... inputs) {
    graph.message(1, node(operation, output, inputs));
    return this;
  }

  /** Adds a convolution without a border. */
  public GraphWriter convolution(String output, int stride, String... inputs) {
    graph.message(1, node("Conv", output, inputs).message(5, integers("strides", stride, stride)));
    return this;
  }

  /** Adds a step that changes the order of dimensions. */
  public GraphWriter transpose(String output, String input, int... order) {
    graph.message(1, node("Transpose", output, input).message(5, integers("perm", order)));
    return this;
  }

  private static ProtoWriter node(String operation, String output, String... inputs) {
    ProtoWriter node = new ProtoWriter();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output).text(4, operation);
  }

  private static ProtoWriter integers(String name, int... values) {
    ProtoWriter attribute = new ProtoWriter().text(1, name);
    for (int value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  /** The file. */
  public byte[] file() {
    return new ProtoWriter()
        .number(1, 8)
        .text(2, "a test")
        .message(7, graph)
        .message(8, new ProtoWriter().text(1, "").number(2, 13))
        .toByteArray();
  }
}
