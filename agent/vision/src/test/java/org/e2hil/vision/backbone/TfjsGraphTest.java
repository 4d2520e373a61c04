package org.e2hil.vision.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TfjsGraphTest {

  /** A picture, a convolution of its first colour with ReLU, a depthwise one, a hard swish. */
  private static final String NODES =
      """
      {"name": "t/picture", "op": "Placeholder"},
      {"name": "t/k1", "op": "Const"}, {"name": "t/b1", "op": "Const"},
      {"name": "t/k2", "op": "Const"}, {"name": "t/b2", "op": "Const"},
      {"name": "t/three", "op": "Const"}, {"name": "t/sixth", "op": "Const"},
      {"name": "t/first", "op": "_FusedConv2D", "input": ["t/picture", "t/k1", "t/b1"],
       "attr": {"padding": {"s": "U0FNRQ=="}, "strides": {"list": {"i": ["1", "2", "2", "1"]}},
                "fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdQ=="]}}}},
      {"name": "t/each", "op": "FusedDepthwiseConv2dNative", "input": ["t/first", "t/k2", "t/b2"],
       "attr": {"padding": {"s": "U0FNRQ=="}, "strides": {"list": {"i": ["1", "1", "1", "1"]}},
                "fused_ops": {"list": {"s": ["Qmlhc0FkZA=="]}}}},
      {"name": "t/plus", "op": "Add", "input": ["t/each", "t/three"]},
      {"name": "t/clipped", "op": "Relu6", "input": ["t/plus"]},
      {"name": "t/swish", "op": "Mul", "input": ["t/clipped", "t/sixth"]},
      {"name": "t/mean", "op": "Mean", "input": ["t/swish", "t/axes"]},
      {"name": "t/other", "op": "TopKV2", "input": ["t/swish"]}
      """;

  private static final String WEIGHTS =
      """
      {"name": "t/k1", "shape": [2, 2, 3, 2], "dtype": "float32", "quantization": {"dtype": "float16"}},
      {"name": "t/b1", "shape": [2], "dtype": "float32", "quantization": {"dtype": "float16"}},
      {"name": "t/axes", "shape": [2], "dtype": "int32"},
      {"name": "t/k2", "shape": [1, 1, 2, 1], "dtype": "float32", "quantization": {"dtype": "float16"}},
      {"name": "t/b2", "shape": [2], "dtype": "float32", "quantization": {"dtype": "float16"}},
      {"name": "t/three", "shape": [], "dtype": "float32", "quantization": {"dtype": "float16"}},
      {"name": "t/sixth", "shape": [], "dtype": "float32", "quantization": {"dtype": "float16"}}
      """;

  private static final short ONE = 0x3C00;
  private static final short TWO = 0x4000;
  private static final short MINUS_TWO = (short) 0xC000;
  private static final short HALF = 0x3800;
  private static final short THREE = 0x4200;

  private static byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    // [row, column, colour, filter]: filter 0 adds up red of the upper row, filter 1 takes the
    // lower right green twice
    for (int i = 0; i < 2 * 2 * 3 * 2; i++) {
      int place = i / 6;
      int colour = i / 2 % 3;
      boolean upperRed = i % 2 == 0 && place < 2 && colour == 0;
      boolean lowerGreen = i % 2 == 1 && place == 3 && colour == 1;
      out.putShort(upperRed ? ONE : lowerGreen ? TWO : 0);
    }
    out.putShort(ONE).putShort(MINUS_TWO);
    out.putInt(1).putInt(2);
    out.putShort(HALF).putShort(ONE);
    out.putShort((short) 0).putShort(ONE);
    out.putShort(THREE).putShort(TWO);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static JsonNode json(String weights) throws IOException {
    return new ObjectMapper()
        .readTree(
            "{\"modelTopology\": {\"node\": [%s]}, \"weightsManifest\": [{\"weights\": [%s]}]}"
                .formatted(NODES, weights));
  }

  private static TfjsGraph graph() throws IOException {
    return new TfjsGraph(json(WEIGHTS), bytes(), "t/");
  }

  /** Of a picture of 3×3 whose red is 1 to 9 and whose green is 10 times that. */
  private static float[][][] run(String output) throws IOException, OrtException {
    float[][][][] picture = new float[1][3][3][3];
    for (int i = 0; i < 9; i++) {
      picture[0][0][i / 3][i % 3] = i + 1;
      picture[0][1][i / 3][i % 3] = 10 * (i + 1);
    }
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    try (OrtSession session = runtime.createSession(graph().toOnnx(output, "a test"));
        OnnxTensor input = OnnxTensor.createTensor(runtime, picture);
        OrtSession.Result result = session.run(Map.of("picture", input))) {
      return ((float[][][][]) result.get(0).getValue())[0];
    }
  }

  @Test
  void aConvolutionIsTheOneOfTensorFlow() throws IOException, OrtException {
    // SAME at stride 2 puts its border of one right and bottom
    assertThat(run("first"))
        .isDeepEqualTo(
            new float[][][] {
              {{1 + 2 + 1, 3 + 1}, {7 + 8 + 1, 9 + 1}}, {{2 * 50 - 2, 0}, {0, 0}},
            });
  }

  @Test
  void aDepthwiseConvolutionSeesOneChannelEach() throws IOException, OrtException {
    assertThat(run("each")).isDeepEqualTo(new float[][][] {{{2, 2}, {8, 5}}, {{99, 1}, {1, 1}}});
  }

  @Test
  void aHardSwishKeepsItsPieces() throws IOException, OrtException {
    assertThat(run("swish"))
        .isDeepEqualTo(new float[][][] {{{10, 10}, {12, 12}}, {{12, 8}, {8, 8}}});
    assertThat(run("mean")).isDeepEqualTo(new float[][][] {{{11}}, {{9}}});
  }

  @Test
  void aStepThatIsNotKnownIsNamed() throws IOException {
    TfjsGraph graph = graph();

    assertThatThrownBy(() -> graph.toOnnx("other", "a test")).hasMessage("t/other is a TopKV2");
    assertThatThrownBy(() -> graph.toOnnx("nothing", "a test"))
        .hasMessage("there is no tensor t/nothing");
  }

  @Test
  void weightsThatBreakOffAreRefused() throws IOException {
    JsonNode json = json(WEIGHTS);

    assertThatThrownBy(() -> new TfjsGraph(json, new byte[20], "t/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the weights break off at t/");
  }

  @Test
  void halfPrecisionIsReadAsIeeeSays() {
    assertThat(TfjsWeights.fromHalf((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(TfjsWeights.fromHalf((short) 0x03FF)).isEqualTo(0x3FFp-24f);
    assertThat(TfjsWeights.fromHalf((short) 0x0400)).isEqualTo(0x1p-14f);
    assertThat(TfjsWeights.fromHalf((short) 0x3555)).isEqualTo(0x1.554p-2f);
    assertThat(TfjsWeights.fromHalf((short) 0x7BFF)).isEqualTo(65504f);
    assertThat(TfjsWeights.fromHalf((short) 0xFC00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(TfjsWeights.fromHalf((short) 0x7E00)).isNaN();
  }
}
