package org.e2hil.vision.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apiguardian.api.API;

/**
 * Writes an ONNX file, step by step, each after those that it builds on. The numbers of the fields
 * are those of {@code onnx.proto}, IR version 8, operator set 13. One thread.
 */
@API(status = API.Status.INTERNAL)
public final class GraphBuilder {

  /** A dimension of any size. */
  public static final long ANY = -1;

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT = 1;
  private static final int INTEGER_ATTRIBUTE = 2;
  private static final int TEXT_ATTRIBUTE = 3;
  private static final int INTEGERS_ATTRIBUTE = 7;

  private final ProtoWriter graph = new ProtoWriter().text(2, "network");

  /** Adds an input of floats. */
  public GraphBuilder input(String name, long... shape) {
    ProtoWriter dimensions = new ProtoWriter();
    for (int i = 0; i < shape.length; i++) {
      ProtoWriter dimension = new ProtoWriter();
      dimensions.message(
          1, shape[i] == ANY ? dimension.text(2, "any" + i) : dimension.number(1, shape[i]));
    }
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, dimensions);
    graph.message(
        11, new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor)));
    return this;
  }

  /** Lets the graph end in a tensor, among others. */
  public GraphBuilder output(String name) {
    graph.message(12, new ProtoWriter().text(1, name));
    return this;
  }

  /**
   * Adds weights.
   *
   * @param shape none for a single number
   */
  public GraphBuilder weights(String name, float[] values, long... shape) {
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
  public GraphBuilder step(String operation, String output, String... inputs) {
    graph.message(1, node(operation, output, inputs));
    return this;
  }

  /** Adds a convolution without a border. */
  public GraphBuilder convolution(String output, int stride, String... inputs) {
    graph.message(1, node("Conv", output, inputs).message(5, integers("strides", stride, stride)));
    return this;
  }

  /**
   * Adds a convolution whose border keeps the picture's size but for the stride; where that is odd,
   * right and bottom have more of it, as TensorFlow's {@code SAME} has.
   *
   * @param groups of channels that do not see each other
   */
  public GraphBuilder sameConvolution(String output, int stride, int groups, String... inputs) {
    graph.message(
        1,
        node("Conv", output, inputs)
            .message(5, integers("strides", stride, stride))
            .message(
                5,
                new ProtoWriter()
                    .text(1, "auto_pad")
                    .text(4, "SAME_UPPER")
                    .number(20, TEXT_ATTRIBUTE))
            .message(
                5,
                new ProtoWriter()
                    .text(1, "group")
                    .number(3, groups)
                    .number(20, INTEGER_ATTRIBUTE)));
    return this;
  }

  /** Adds a step that changes the order of dimensions. */
  public GraphBuilder transpose(String output, String input, int... order) {
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
    return attribute.number(20, INTEGERS_ATTRIBUTE);
  }

  /**
   * The file.
   *
   * @param about what it says of itself
   */
  public byte[] file(String about) {
    return new ProtoWriter()
        .number(1, IR_VERSION)
        .text(2, "E2HiL")
        .text(6, about)
        .message(7, graph)
        .message(8, new ProtoWriter().text(1, "").number(2, OPERATOR_SET))
        .toByteArray();
  }
}
