package org.e2hil.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2hil.agent.contract.ContractTests;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.system.UserFiles;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.agent.vision.PictureEncoderContract;
import org.e2hil.vision.backbone.Backbone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The default network itself, on machines that have seen with it before. */
class DefaultNetworkTest {

  private static final int SIZE = 128;

  @BeforeAll
  static void itIsInTheCache() {
    Backbone backbone = new Backbone(UserFiles.ofThisProgram().cache());
    assumeTrue(
        backbone.isThere(),
        () ->
            "the default network is not in %s; e2hil train pick-banana+pixels --set pictureEncoder=onnx fetches it"
                .formatted(backbone.path()));
  }

  private record Subject(PictureEncoder.Factory encoders) implements PictureEncoderContract {}

  @TestFactory
  Stream<DynamicTest> keepsTheContractOfAnEncoder() {
    return ContractTests.quick(PictureEncoderContract.class, new Subject(Onnx.defaults()));
  }

  /** What TensorFlow.js 4 computes from the original, on its CPU backend, at the first cell. */
  @Test
  void itComputesWhatTensorFlowComputes() {
    assertFirstCell("expanded_conv_5/add", 32 * 16 * 16, 26.3049, 26.8638, -10.9348);
    assertFirstCell("expanded_conv_9/add", 64 * 8 * 8, -21.6784, -5.0041, -2.0237);
    assertFirstCell("expanded_conv_11/add", 88 * 8 * 8, -7.2900, 1.1029, -9.9029);
    assertFirstCell("expanded_conv_14/add", 120 * 4 * 4, -4.9373, -9.9035, 20.8172);
  }

  @Test
  void itsMapIsTheLastAndSmallest() {
    Onnx usual = Onnx.defaults();
    Onnx map =
        new Onnx(usual.file(), usual.output(), usual.mean(), usual.scale(), Onnx.Features.MAP);
    ObservationGroup camera = ObservationGroup.picture("wrist", 128, 128);

    assertThat(map.encoder(camera).size()).isEqualTo(120 * 4 * 4);
    assertThat(usual.encoder(camera).size()).isEqualTo(2 * 64);
  }

  private static void assertFirstCell(String output, int numbers, double... expected) {
    Onnx settings =
        new Onnx(
            Optional.empty(), Optional.of(output), List.of(0.0), List.of(1.0), Onnx.Features.MEAN);
    Network network =
        new Network(NetworkFile.of(settings, UserFiles.ofThisProgram()), settings, SIZE, SIZE);
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 7919 + (i >> 5) * 31);
    }
    float[] map = new float[numbers];
    network.mapInto(rgb, map);

    assertThat(network.shape().channels() * network.shape().cells()).isEqualTo(numbers);
    int cells = network.shape().cells();
    assertThat(new double[] {map[0], map[cells], map[numbers - 1]})
        .as(output)
        .containsExactly(expected, within(1e-3));
  }
}
