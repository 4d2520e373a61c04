package org.e2hil.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.vision.onnx.GraphBuilder;

/**
 * A network of 20 kB that the tests write themselves: two convolutions of drawn weights, 12 and 24
 * channels. Of 128×128 pixels it makes 31×31 cells, then 15×15.
 */
final class TinyNetwork {

  static final int FIRST = 12;
  static final int SECOND = 24;
  static final int FIRST_SIZE = 8;
  static final int SECOND_SIZE = 3;

  private TinyNetwork() {}

  /** Its file, which takes pictures of any size. */
  static byte[] file() {
    return ending(steps(new GraphBuilder().input("picture", 1, 3, -1, -1), "picture"));
  }

  /** The same with the colours last. */
  static byte[] fileWithColoursLast() {
    GraphBuilder graph =
        new GraphBuilder()
            .input("picture", 1, -1, -1, 3)
            .transpose("turned", "picture", 0, 3, 1, 2);
    return ending(steps(graph, "turned"));
  }

  /** The same for pictures of one size. */
  static byte[] fileFor(int height, int width) {
    return ending(steps(new GraphBuilder().input("picture", 1, 3, height, width), "picture"));
  }

  private static byte[] ending(GraphBuilder graph) {
    return graph.output("second").file("a test");
  }

  static GraphBuilder steps(GraphBuilder graph, String from) {
    return graph
        .weights("w1", first(), FIRST, 3, FIRST_SIZE, FIRST_SIZE)
        .weights("w2", second(), SECOND, FIRST, SECOND_SIZE, SECOND_SIZE)
        .convolution("first", 4, from, "w1")
        .step("Relu", "first/relu", "first")
        .convolution("second", 2, "first/relu", "w2");
  }

  /** {@code [12, 3, 8, 8]}. */
  static float[] first() {
    return drawn("first", FIRST * 3 * FIRST_SIZE * FIRST_SIZE, 0.01);
  }

  /** {@code [24, 12, 3, 3]}. */
  static float[] second() {
    return drawn("second", SECOND * FIRST * SECOND_SIZE * SECOND_SIZE, 0.1);
  }

  private static float[] drawn(String name, int count, double deviation) {
    SeededRandom random = SeededRandom.of(1, name);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (deviation * random.nextGaussian());
    }
    return weights;
  }

  /** An encoder's settings that name this file. */
  static Onnx in(Path folder, byte[] file) throws IOException {
    Path named = Files.write(folder.resolve("tiny.onnx"), file);
    return settings(named.toString(), Optional.empty(), Onnx.Features.SPATIAL_SOFTMAX);
  }

  static Onnx settings(String file, Optional<String> output, Onnx.Features features) {
    return new Onnx(Optional.of(file), output, List.of(127.5), List.of(1 / 127.5), features);
  }
}
