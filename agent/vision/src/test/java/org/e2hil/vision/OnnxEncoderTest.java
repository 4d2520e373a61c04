package org.e2hil.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

  private Onnx tiny(String output, Onnx.Features features, int numbers) throws IOException {
    return TinyNetwork.settings(
        named("tiny.onnx", TinyNetwork.file()), Optional.of(output), features, numbers);
  }

  @Test
  void whereAThingIsCanBeReadFromTheNumbers() throws IOException {
    PictureEncoder encoder = fitted(tiny("first/relu", Onnx.Features.SPATIAL_SOFTMAX, 4));

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
  void theFirstNumberHasADeviationOfOneOverTheDemonstrationsAndTheOthersLess() throws IOException {
    PictureEncoder encoder = fitted(tiny("second", Onnx.Features.SPATIAL_SOFTMAX, 6));

    double[] squares = new double[6];
    double[] sums = new double[6];
    for (byte[] rgb : squares(30)) {
      float[] numbers = encoded(encoder, rgb);
      for (int i = 0; i < 6; i++) {
        sums[i] += numbers[i] / 30;
        squares[i] += numbers[i] * numbers[i] / 30;
      }
    }

    assertThat(sums).containsOnly(new double[] {0, 0, 0, 0, 0, 0}, within(1e-5));
    assertThat(squares[0]).isCloseTo(1, within(1e-4));
    for (int i = 1; i < 6; i++) {
      assertThat(squares[i]).isLessThanOrEqualTo(squares[i - 1]).isPositive();
    }
  }

  @Test
  void howLargeTheNumbersOfANetworkAreDoesNotMatter() throws IOException {
    Onnx usual = tiny("second", Onnx.Features.SPATIAL_SOFTMAX, 6);
    Onnx hundredfold =
        new Onnx(
            usual.file(),
            usual.output(),
            usual.mean(),
            List.of(100 * usual.scale().get(0)),
            usual.features(),
            usual.numbers());

    assertThat(encoded(fitted(hundredfold), square(20, 33)))
        .containsExactly(encoded(fitted(usual), square(20, 33)), within(1e-3f));
  }

  @Test
  void aDirectionInWhichNothingVariesIsZero() throws IOException {
    PictureEncoder encoder = tiny("second", Onnx.Features.MEAN, 8).encoder(CAMERA);
    encoder.fit(squares(3), SeededRandom.of(1, "fit"));

    float[] numbers = encoded(encoder, square(30, 7));

    // three pictures lie in a plane
    assertThat(numbers).doesNotContain(Float.NaN);
    assertThat(numbers[0]).isNotZero();
    assertThat(new float[] {numbers[2], numbers[5], numbers[7]}).containsOnly(0);
  }

  @Test
  void colourMayStandLast() throws IOException {
    Onnx first = tiny("second", Onnx.Features.SPATIAL_SOFTMAX, 8);
    Onnx last =
        TinyNetwork.settings(
            named("last.onnx", TinyNetwork.fileWithColoursLast()),
            Optional.of("second"),
            Onnx.Features.SPATIAL_SOFTMAX,
            8);

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
                named("flat.onnx", file), Optional.empty(), Onnx.Features.SPATIAL_SOFTMAX, 5));

    float[] pooled = encoded(fitted(tiny("second", Onnx.Features.MEAN, 5)), square(9, 9));
    assertThat(encoded(flat, square(9, 9))).containsExactly(pooled, within(1e-3f));
  }

  @Test
  void itIsTheSameWhereverTheFileLiesIfItIsTheSameFile() throws IOException {
    Onnx here = tiny("second", Onnx.Features.MEAN, 5);
    PictureEncoder learned = fitted(here);
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    learned.save(new DataOutputStream(state));
    Onnx there =
        TinyNetwork.settings(
            named("elsewhere.onnx", TinyNetwork.file()),
            Optional.of("second"),
            Onnx.Features.MEAN,
            5);
    PictureEncoder loaded = there.encoder(CAMERA);
    loaded.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));

    assertThat(there).isEqualTo(here).hasSameHashCodeAs(here);
    assertThat(encoded(loaded, square(5, 40))).containsExactly(encoded(learned, square(5, 40)));
  }

  @Test
  void anotherNetworkIsRefusedByItsSha256() throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    fitted(tiny("second", Onnx.Features.MEAN, 5)).save(new DataOutputStream(state));
    Onnx another =
        TinyNetwork.settings(
            named("another.onnx", TinyNetwork.fileFor(SIZE, SIZE)),
            Optional.of("second"),
            Onnx.Features.MEAN,
            5);

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
    fitted(tiny("first", Onnx.Features.MEAN, 5)).save(new DataOutputStream(state));
    PictureEncoder another = tiny("first/relu", Onnx.Features.MEAN, 5).encoder(CAMERA);

    assertThatThrownBy(
            () -> another.load(new DataInputStream(new ByteArrayInputStream(state.toByteArray()))))
        .hasMessage(
            "the policy was trained with the output 'first', but is asked to see with 'first/relu':"
                + " set pictureEncoder.output");
  }

  @Test
  void picturesThatNeverChangeAreRefused() throws IOException {
    PictureEncoder encoder = tiny("second", Onnx.Features.MEAN, 5).encoder(CAMERA);

    assertThatThrownBy(
            () -> encoder.fit(Collections.nCopies(40, square(1, 1)), SeededRandom.of(1, "fit")))
        .hasMessage(
            "all 40 pictures of the camera 'wrist' in the demonstrations are the same: is it"
                + " covered, or has it stopped?");
  }
}
