package org.e2hil.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2hil.agent.env.ObservationGroup;
import org.e2hil.agent.random.SeededRandom;
import org.e2hil.agent.vision.PictureEncoder;
import org.e2hil.vision.onnx.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEncoderTest {

  private static final int SIZE = 64;
  private static final ObservationGroup CAMERA = ObservationGroup.picture("wrist", SIZE, SIZE);

  @TempDir private Path folder;

  /** A white square on black, elsewhere in each picture. */
  private static byte[] square(int left, int top) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int y = top; y < top + 8; y++) {
      for (int x = left; x < left + 8; x++) {
        for (int colour = 0; colour < 3; colour++) {
          rgb[3 * (y * SIZE + x) + colour] = (byte) 255;
        }
      }
    }
    return rgb;
  }

  private static List<byte[]> squares(int count) {
    SeededRandom random = SeededRandom.of(3, "squares");
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(square(random.nextInt(SIZE - 8), random.nextInt(SIZE - 8)));
    }
    return pictures;
  }

  private PictureEncoder fitted(Onnx settings) {
    PictureEncoder encoder = settings.encoder(CAMERA);
    encoder.fit(squares(30), SeededRandom.of(1, "fit"));
    return encoder;
  }

  private static float[] encoded(PictureEncoder encoder, byte[] rgb) {
    float[] numbers = new float[encoder.size()];
    encoder.encodeInto(rgb, numbers, 0);
    return numbers;
  }

  private String named(String name, byte[] file) throws IOException {
    return Files.write(folder.resolve(name), file).toString();
  }

  private Onnx tiny(String output, Onnx.Features features) throws IOException {
    return TinyNetwork.settings(
        named("tiny.onnx", TinyNetwork.file()), Optional.of(output), features);
  }

  @Test
  void whereAThingIsCanBeReadFromTheNumbers() throws IOException {
    PictureEncoder encoder = fitted(tiny("first/relu", Onnx.Features.SPATIAL_SOFTMAX));

    double[] left = new double[4];
    for (int i = 0; i < 4; i++) {
      for (int top = 4; top <= 48; top += 4) {
        left[i] += encoded(encoder, square(48, top))[i] - encoded(encoder, square(4, top))[i];
      }
    }

    assertThat(Math.hypot(left[0], left[1]) / 12)
        .as("from left to right, in deviations of the demonstrations")
        .isGreaterThan(1);
  }

  @Test
  void howLargeTheNumbersOfANetworkAreDoesNotMatter() throws IOException {
    Onnx usual = tiny("second", Onnx.Features.SPATIAL_SOFTMAX);
    Onnx hundredfold =
        new Onnx(
            usual.file(),
            usual.output(),
            usual.mean(),
            List.of(100 * usual.scale().get(0)),
            usual.features());

    assertThat(encoded(fitted(hundredfold), square(20, 33)))
        .containsExactly(encoded(fitted(usual), square(20, 33)), within(1e-3f));
  }

  @Test
  void aMapIsKeptCellByCellInDeviationsOfItsChannel() throws IOException {
    PictureEncoder encoder = fitted(tiny("second", Onnx.Features.MAP));
    int channels = TinyNetwork.SECOND;
    int cells = encoder.size() / channels;

    double[] sums = new double[channels];
    double[] squares = new double[channels];
    for (byte[] rgb : squares(30)) {
      float[] numbers = encoded(encoder, rgb);
      for (int i = 0; i < numbers.length; i++) {
        sums[i / cells] += numbers[i] / (30.0 * cells);
        squares[i / cells] += numbers[i] * numbers[i] / (30.0 * cells);
      }
    }

    for (int channel = 0; channel < channels; channel++) {
      assertThat(squares[channel] - sums[channel] * sums[channel]).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void theMeanOfAChannelIsThatOfItsCells() throws IOException {
    PictureEncoder means = fitted(tiny("second", Onnx.Features.MEAN));
    float[] map = encoded(fitted(tiny("second", Onnx.Features.MAP)), square(20, 33));

    float[] expected = new float[means.size()];
    int cells = map.length / expected.length;
    for (int i = 0; i < map.length; i++) {
      expected[i / cells] += map[i] / cells;
    }
    assertThat(encoded(means, square(20, 33))).containsExactly(expected, within(1e-4f));
  }

  @Test
  void aChannelThatNeverVariesIsZero() throws IOException {
    byte[] file =
        new GraphBuilder()
            .input("picture", 1, 3, -1, -1)
            .weights("w", new float[3 * 3], 3, 3, 1, 1)
            .convolution("none", 1, "picture", "w")
            .output("none")
            .file("a test");
    PictureEncoder encoder =
        fitted(TinyNetwork.settings(named("none.onnx", file), Optional.empty(), Onnx.Features.MAP));

    assertThat(encoded(encoder, square(30, 7))).containsOnly(0);
  }

  @Test
  void colourMayStandLast() throws IOException {
    Onnx first = tiny("second", Onnx.Features.SPATIAL_SOFTMAX);
    Onnx last =
        TinyNetwork.settings(
            named("last.onnx", TinyNetwork.fileWithColoursLast()),
            Optional.of("second"),
            Onnx.Features.SPATIAL_SOFTMAX);

    byte[] rgb = square(20, 33);
    assertThat(encoded(fitted(last), rgb)).containsExactly(encoded(fitted(first), rgb));
  }

  @Test
  void twoDimensionsAreTakenAsTheyAre() throws IOException {
    byte[] file =
        TinyNetwork.steps(new GraphBuilder().input("picture", 1, 3, -1, -1), "picture")
            .step("GlobalAveragePool", "pooled", "second")
            .step("Flatten", "flat", "pooled")
            .output("flat")
            .file("a test");
    PictureEncoder flat =
        fitted(
            TinyNetwork.settings(
                named("flat.onnx", file), Optional.empty(), Onnx.Features.SPATIAL_SOFTMAX));

    PictureEncoder means = fitted(tiny("second", Onnx.Features.MEAN));
    float[] here = encoded(flat, square(9, 9));
    float[] there = encoded(flat, square(40, 20));
    float[] meanHere = encoded(means, square(9, 9));
    float[] meanThere = encoded(means, square(40, 20));
    for (int i = 0; i < flat.size(); i++) {
      assertThat(here[i] * meanThere[i])
          .as("a mean in other units")
          .isCloseTo(there[i] * meanHere[i], withinPercentage(0.1));
    }
  }

  @Test
  void itIsTheSameWhereverTheFileLiesIfItIsTheSameFile() throws IOException {
    Onnx here = tiny("second", Onnx.Features.MEAN);
    PictureEncoder learned = fitted(here);
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    learned.save(new DataOutputStream(state));
    Onnx there =
        TinyNetwork.settings(
            named("elsewhere.onnx", TinyNetwork.file()), Optional.of("second"), Onnx.Features.MEAN);
    PictureEncoder loaded = there.encoder(CAMERA);
    loaded.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));

    assertThat(there).isEqualTo(here).hasSameHashCodeAs(here);
    assertThat(encoded(loaded, square(5, 40))).containsExactly(encoded(learned, square(5, 40)));
  }

  @Test
  void anotherNetworkIsRefusedByItsSha256() throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    fitted(tiny("second", Onnx.Features.MEAN)).save(new DataOutputStream(state));
    Onnx another =
        TinyNetwork.settings(
            named("another.onnx", TinyNetwork.fileFor(SIZE, SIZE)),
            Optional.of("second"),
            Onnx.Features.MEAN);

    assertThatThrownBy(
            () ->
                another
                    .encoder(CAMERA)
                    .load(new DataInputStream(new ByteArrayInputStream(state.toByteArray()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was trained with another network than")
        .hasMessageContaining("another.onnx")
        .hasMessageContaining("give pictureEncoder.file the one whose SHA-256 is ");
  }

  @Test
  void anotherOutputOfTheSameNetworkIsRefused() throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    fitted(tiny("first", Onnx.Features.MEAN)).save(new DataOutputStream(state));
    PictureEncoder another = tiny("first/relu", Onnx.Features.MEAN).encoder(CAMERA);

    assertThatThrownBy(
            () -> another.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray()))))
        .hasMessage(
            "the policy was trained with the output 'first', but is asked to see with 'first/relu':"
                + " set pictureEncoder.output");
  }
}
